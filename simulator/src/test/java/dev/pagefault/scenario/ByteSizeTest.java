package dev.pagefault.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ByteSizeTest {

  @ParameterizedTest
  @CsvSource({
    "40KB, 40960, 40KB",
    "256m, 268435456, 256MB",
    "512Mi, 536870912, 512MB",
    "1g, 1073741824, 1GB",
    "2MiB, 2097152, 2MB",
    "1536k, 1572864, 1536KB",
    "17B, 17, 17B",
    "0B, 0, 0B",
  })
  void is_written_as_for_the_jvm_and_for_containers(String text, long bytes, String again) {
    assertThat(ByteSize.parse(text)).isEqualTo(new ByteSize(bytes)).hasToString(again);
    assertThat(ByteSize.parse(again)).isEqualTo(new ByteSize(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"512", "-1m", "1.5g", "1t", "m", "", "1234567890k"})
  void anything_else_is_refused_with_the_way_out(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ByteSize.parse(text))
        .withMessage("\"" + text + "\" is not a size; " + ByteSize.FORM_SAID);
  }

  @Test
  void crosses_json_as_text() {
    JsonMapper json = JsonMapper.shared();
    assertThat(json.writeValueAsString(new ByteSize(40L << 10))).isEqualTo("\"40KB\"");
    assertThat(json.readValue("\"40KB\"", ByteSize.class)).isEqualTo(new ByteSize(40L << 10));
  }
}
