package dev.pagefault.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagefault.sockets.FreePort;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreTest {

  @Test
  void a_place_is_a_directory_unless_it_is_a_url() {
    assertThat(Store.of("some/where", Map.of())).hasToString("some/where");
  }

  @Test
  void a_database_is_shown_without_user_and_password() {
    Store store =
        Store.of("jdbc:postgresql://a:1,b/db?user=canary&password=canary", Map.of("PGUSER", "it"));
    assertThat(store).hasToString("jdbc:postgresql://a:1,b/db");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://host/db?password=canary",
        "postgres://ada:canary@host/db",
        "jdbc:postgresql://ada:canary@host/db",
        "jdbc:postgresql://ada:can/ary@host/db",
        "jdbc:postgresql:db",
        "jdbc:postgresql://host",
        "jdbc:mysql://host/db?password=canary",
        "jdbc:sqlite:canary",
        "jdbc:postgresql://host/db?password=canary%zz",
      })
  void a_url_of_another_form_is_refused_without_repeating_it(String url) {
    assertThatThrownBy(() -> Store.of(url, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("jdbc:postgresql://host[:port]/database[?")
        .hasMessageNotContaining("canary")
        .hasMessageNotContaining("\n");
  }

  @Test
  void an_address_that_the_driver_cannot_read_is_told_without_its_parameters() {
    Store store = Store.of("jdbc:postgresql://host:99999/db?password=canary", Map.of());
    assertThatThrownBy(() -> SqlJournal.open(store))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("host:99999")
        .hasMessageNotContaining("canary")
        .hasMessageNotContaining("\n");
  }

  @Test
  void a_server_that_cannot_be_reached_is_told_in_one_sentence() throws IOException {
    int closed = FreePort.find();
    String url = "jdbc:postgresql://127.0.0.1:" + closed + "/db?user=ada&password=canary";
    assertThatThrownBy(() -> SqlJournal.open(Store.of(url, Map.of())))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("can't keep journals in jdbc:postgresql://127.0.0.1:" + closed)
        .hasMessageContaining("refused")
        .hasMessageContaining("--data")
        .hasMessageNotContaining("canary")
        .hasMessageNotContaining("\n");
  }
}
