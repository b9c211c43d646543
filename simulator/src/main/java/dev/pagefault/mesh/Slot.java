package dev.pagefault.mesh;

/**
 * A place for an instance of a service in a region. There are {@link MeshState#INSTANCES_MAX} a
 * region, of which the first few run; the others keep what was last wanted of them, so that scaling
 * down and up again brings back the same.
 *
 * @param number from 1
 * @param generation rises with each restart and deploy
 * @param toxics on the wires of its calls
 */
public record Slot(
    String service,
    String region,
    int number,
    String version,
    int generation,
    boolean drained,
    Toxics toxics) {

  /** The instance's name, unique in its mesh. */
  public String name() {
    return service + "-" + region + "-" + number;
  }

  Slot deployed(String newVersion) {
    return new Slot(service, region, number, newVersion, generation + 1, drained, toxics);
  }

  Slot restarted() {
    return deployed(version);
  }

  Slot drained(boolean wanted) {
    return new Slot(service, region, number, version, generation, wanted, toxics);
  }

  Slot poisoned(Toxics wanted) {
    return new Slot(service, region, number, version, generation, drained, wanted);
  }
}
