package dev.pagefault.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is missing in an act is said by field, and is no fault of the server. */
class SentTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"act":"change","change":{"kind":"restart"}}                                   | change.target
          {"act":"change","change":{"kind":"deploy","target":"checkout"}}                | change.version
          {"act":"change","change":{"kind":"config","target":"checkout"}}                | change.key
          {"act":"change","change":{"kind":"config","key":"x","value":"1"}}              | change.target
          {"act":"change","change":{"kind":"flag","flag":"badge"}}                       | change.value
          {"act":"change","change":{"kind":"traffic","percent":50}}                      | change.region
          {"act":"change","change":{"kind":"cancel","session":1}}                        | change.datastore
          {"act":"blast","question":"who","scope":{"kind":"only","terms":[null]}}        | scope.terms
          {"act":"blast","question":"who","scope":{"kind":"only","terms":[{"value":"eu"}]}} | scope.terms[0].dimension
          """)
  void what_is_missing(String json, String field) {
    try (Rig rig = new Rig()) {
      Drill drill = rig.working();
      assertThat(rig.refused(drill, ActReader.read(json)).field()).isEqualTo(field);
    }
  }

  @ParameterizedTest
  @CsvSource({"verdict, says-nothing", "scope, cantTell"})
  void what_may_be_said_is_offered_as_it_is_written(String act, String word) {
    String json =
        act.equals("verdict")
            ? "{\"act\":\"verdict\",\"verdict\":\"perhaps\"}"
            : "{\"act\":\"blast\",\"scope\":{\"kind\":\"perhaps\"}}";
    assertThatThrownBy(() -> ActReader.read(json)).hasMessageContaining(word);
  }
}
