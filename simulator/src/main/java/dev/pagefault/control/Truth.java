package dev.pagefault.control;

import dev.pagefault.mesh.Mesh;
import dev.pagefault.scenario.Topology;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** What answers must say, read once from a mesh's databases before anything happens to them. */
final class Truth {

  private Truth() {}

  /** By {@code journey/request}: the value for each key. Fails where a statement does. */
  static Future<Map<String, Map<String, String>>> read(Mesh mesh, Topology topology) {
    Promise<Map<String, Map<String, String>>> promise = Promise.promise();
    Thread.ofVirtual()
        .name("truth")
        .start(() -> {
          Map<String, Map<String, String>> all;
          try {
            all = rows(mesh, topology);
          } catch (SQLException | RuntimeException e) {
            promise.fail(e);
            return;
          }
          promise.complete(all);
        });
    return promise.future();
  }

  private static Map<String, Map<String, String>> rows(Mesh mesh, Topology topology)
      throws SQLException {
    Map<String, Map<String, String>> all = new LinkedHashMap<>();
    for (Map.Entry<String, Topology.Journey> journey : topology.journeys().entrySet()) {
      for (Topology.Request request : journey.getValue().requests()) {
        Topology.Truth expect = request.expect();
        if (expect != null) {
          Map<String, String> values = new LinkedHashMap<>();
          for (Map<String, String> row : mesh.rows(expect.datastore(), expect.sql())) {
            Iterator<String> columns = row.values().iterator();
            if (row.size() >= 2) { // a null is left out: then there is nothing to compare with
              values.put(columns.next(), columns.next());
            }
          }
          all.put(journey.getKey() + "/" + request.id(), values);
        }
      }
    }
    return all;
  }
}
