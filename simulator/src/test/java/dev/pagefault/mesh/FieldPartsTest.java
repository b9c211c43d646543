package dev.pagefault.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagefault.mesh.FieldSamples.Fate;
import dev.pagefault.scenario.Charsets;
import dev.pagefault.scenario.FieldStep;
import dev.pagefault.scenario.Reference;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What steps make of a field's text, without an instance. */
class FieldPartsTest {

  @ParameterizedTest
  @CsvSource({
    "Zoë, utf-8, iso-8859-1, ZoÃ«",
    "ZoÃ«, iso-8859-1, utf-8, Zoë",
    "Ánh, utf-8, windows-1252, Ã\u0081nh",
    "Ann, utf-8, iso-8859-1, Ann",
    "Zoë, iso-8859-1, utf-8, Zo\uFFFD",
    "Zoë, us-ascii, utf-8, Zo?",
    "東, utf-8, utf-8, 東",
  })
  void bytesAreTakenForAnotherCharset(String text, String from, String as, String read) {
    String expected = read.replace("\u0081", as.equals("windows-1252") ? "\uFFFD" : "\u0081");
    assertThat(Decoding.decode(text, Charsets.of(from), Charsets.of(as))).isEqualTo(expected);
  }

  @Test
  void whatGrowsIsBoundedAndNoCharacterIsCutInHalf() {
    String name = "é".repeat(200);
    String once = Decoding.decode(name, Charsets.of("utf-8"), Charsets.of("iso-8859-1"));
    assertThat(once).hasSize(Decoding.LENGTH_MAX);
    assertThat(Decoding.cut("a😀", 2)).isEqualTo("a");
    assertThat(Decoding.cut("a😀", 3)).isEqualTo("a😀");
  }

  @ParameterizedTest
  @CsvSource({
    "INT, -7, -7",
    "DECIMAL, 1e2, 100",
    "LOCAL_DATE, 2026-03-29, 2026-03-29",
    "ZONED_TIME, 2026-03-29T01:30:00+01:00, 1774744200000",
    "ENUM, GOLD, GOLD",
  })
  void aFieldIsReadAsWhatItShouldBe(FieldStep.Form form, String text, String read) {
    assertThat(Parsing.parse(form, List.of("GOLD", "BASIC"), "loyalty_tier", text))
        .isEqualTo(new Parsing.Parsed.Value(read));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          INT        | 3000000000 | java.lang.NumberFormatException: For input string: "3000000000"
          DECIMAL    | 1,5        | java.lang.NumberFormatException: Character , is neither
          LOCAL_DATE | 2026-02-30 | java.time.format.DateTimeParseException: Text '2026-02-30' could not be parsed
          ZONED_TIME | yesterday  | java.time.format.DateTimeParseException: Text 'yesterday' could not be parsed at index 0
          ENUM       | PLATINUM   | java.lang.IllegalArgumentException: No enum constant LoyaltyTier.PLATINUM
          """)
  void whatCanNotBeReadIsToldInTheWordsOfTheJdk(FieldStep.Form form, String text, String error) {
    assertThat(Parsing.parse(form, List.of("GOLD"), "loyalty_tier", text))
        .isInstanceOfSatisfying(
            Parsing.Parsed.Malformed.class, it -> assertThat(it.error()).startsWith(error));
    assertThat(Parsing.missing("loyalty_tier"))
        .isEqualTo(
            "java.lang.NullPointerException: Cannot invoke \"String.length()\" because"
                + " \"loyaltyTier\" is null");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-29T00:30:00Z, Europe/Berlin, 2026-03-29T01:30+01:00", // an hour before summer time
    "2026-03-29T01:30:00Z, Europe/Berlin, 2026-03-29T03:30+02:00", // 02:30 there never was
    "2026-10-25T00:30:00Z, Europe/Berlin, 2026-10-25T02:30+02:00",
    "2026-10-25T01:30:00Z, Europe/Berlin, 2026-10-25T02:30+01:00", // the same on the clock
    "2026-07-01T22:30:00Z, +01:00, 2026-07-01T23:30+01:00", // an offset knows no summer
    "2026-07-01T22:30:00Z, Europe/Berlin, 2026-07-02T00:30+02:00",
    "2026-07-01T18:30:00Z, Asia/Kathmandu, 2026-07-02T00:15+05:45",
    "2026-07-01T11:00:00Z, Pacific/Kiritimati, 2026-07-02T01:00+14:00",
    "2026-07-01T11:00:00Z, Pacific/Pago_Pago, 2026-07-01T00:00-11:00",
  })
  void clocksShowWhatTheZoneSays(Instant instant, String zone, String shown) {
    LocalTimes.Local local =
        LocalTimes.of(instant.toEpochMilli(), ZoneId.of(zone), FieldStep.Shown.OFFSET_TIME);
    assertThat(local.text()).isEqualTo(shown);
    assertThat(LocalTimes.of(instant.toEpochMilli(), ZoneId.of(zone), FieldStep.Shown.DATE).text())
        .isEqualTo(shown.substring(0, 10));
  }

  @Test
  void comparisonsSayWhatDiffers() {
    assertThat(problem(FieldStep.Must.EQUAL, "Zoë", "Zoë")).isNull();
    assertThat(problem(FieldStep.Must.EQUAL, "ZoÃ«", "Zoë"))
        .isEqualTo("labelName \"ZoÃ«\" does not match directory \"Zoë\"");
    assertThat(problem(FieldStep.Must.AT_MOST_CHARACTERS, "東京😀", "3")).isNull();
    assertThat(problem(FieldStep.Must.AT_MOST_CHARACTERS, "東京😀!", "3"))
        .isEqualTo("value too long for labelName: 4 characters, at most 3");
    assertThat(problem(FieldStep.Must.AT_MOST_BYTES, "東京", "5"))
        .isEqualTo("value too long for labelName: 6 bytes, at most 5");
    String eve = "2026-07-01T22:30:00Z";
    assertThat(problem(FieldStep.Must.SAME_DATE, eve, "2026-07-02")).isNull();
    assertThat(problem(FieldStep.Must.SAME_DATE, "1782945000000", "2026-07-01"))
        .isEqualTo("labelName \"2026-07-02\" does not match directory \"2026-07-01\"");
  }

  private static @Nullable String problem(FieldStep.Must must, String actual, String expected) {
    FieldStep.Compare step =
        new FieldStep.Compare(
            "check", null, "label_name", must, "directory", null, null, FieldStep.Lack.FAIL, 422);
    return Comparing.problem(step, actual, expected, ZoneId.of("Europe/Berlin"));
  }

  @Test
  void aReferenceIsAWordASettingOrAField() {
    Map<String, String> settings = Map.of("label.charset", "utf-8");
    Map<String, String> fields = Map.of("zone", "Asia/Tokyo");
    assertThat(Reference.of("utf-16").resolve(settings, fields)).isEqualTo("utf-16");
    assertThat(Reference.of("${label.charset}").resolve(settings, fields)).isEqualTo("utf-8");
    assertThat(Reference.of(":zone").resolve(settings, fields)).isEqualTo("Asia/Tokyo");
    assertThat(Reference.of("${none}").resolve(settings, fields)).isNull();
  }

  @Test
  void bytesAreShownAsXxdShowsThem() {
    assertThat(Bytes.codePoints("ë😀")).isEqualTo("U+00EB U+1F600");
    assertThat(Bytes.hex("Zoë")).isEqualTo("5a 6f c3 ab");
    assertThat(Bytes.xxd("ZoÃ« of Lisboa 2"))
        .isEqualTo(
            """
            00000000: 5a6f c383 c2ab 206f 6620 4c69 7362 6f61  Zo.... of Lisboa
            00000010: 2032                                      2
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ZoÃ«", "Ã\u0081nh", "Zo\uFFFD", "æ\u009d±äº¬", "Ð\u009cÐ°Ñ\u0080Ð¸Ñ\u008f"})
  void misreadTextIsRecognised(String text) {
    assertThat(Bytes.looksReread(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ann", "Zoë", "Nguyễn Ánh", "Мария", "東京", "José Ñandú", "Ælfgifu", ""})
  void healthyTextIsNot(String text) {
    assertThat(Bytes.looksReread(text)).isFalse();
  }

  @Test
  void samplesAreBoundedInNumberOfFieldsAndLength() {
    FieldSamples samples = new FieldSamples();
    for (int field = 0; field < FieldSamples.FIELDS_MAX + 3; field++) {
      for (int i = 0; i < FieldSamples.SAMPLES_MAX + 9; i++) {
        samples.add("f" + field, "s", "v" + i, "w".repeat(999), Fate.TAKEN, 0);
      }
    }
    List<FieldSamples.Sample> kept = samples.of("f0");
    assertThat(kept).hasSize(FieldSamples.SAMPLES_MAX);
    assertThat(kept.getFirst().in()).isEqualTo("v" + (FieldSamples.SAMPLES_MAX + 8));
    assertThat(kept.getFirst().out()).hasSize(Decoding.LENGTH_MAX);
    assertThat(samples.of("f" + (FieldSamples.FIELDS_MAX + 1))).isEmpty();
  }

  @Test
  void aReadingShowsWhatIsTellingFirstAndNoFigureHoldsAValue() {
    List<FieldSamples.Sample> samples = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      samples.add(new FieldSamples.Sample("read", "Ann" + i % 4, "Ann" + i % 4, Fate.TAKEN, 0));
    }
    samples.add(new FieldSamples.Sample("read", "Zoë", "ZoÃ«", Fate.REREAD, 0));
    samples.add(new FieldSamples.Sample("read", null, null, Fate.TAKEN, 0));
    Reading.Raw raw = FieldReading.of("labels-eu-1", "name", samples);
    assertThat(raw.rows()).hasSize(6);
    assertThat(raw.rows().getFirst())
        .containsEntry("in", "Zoë")
        .containsEntry("in bytes", "5a 6f c3 ab")
        .containsEntry("out", "ZoÃ«")
        .containsEntry("out bytes", "5a 6f c3 83 c2 ab");
    assertThat(raw.text())
        .startsWith("# labels-eu-1: name, 6 of the last 52 that passed\n")
        .contains("in   \"Zoë\"  U+005A U+006F U+00EB\n00000000: 5a6f c3ab")
        .contains("in   (absent)");
    assertThat(raw.figures())
        .containsEntry(FieldFigures.SAMPLES, 52.0)
        .containsEntry(FieldFigures.ABSENT, 1 / 52.0)
        .containsEntry(FieldFigures.REREAD, 1 / 52.0)
        .containsEntry(FieldFigures.COMMONEST, 13 / 52.0);
    assertThat(raw.figures().keySet())
        .noneMatch(name -> name.contains("Ann") || name.contains("Zo"))
        .filteredOn(name -> name.startsWith(FieldFigures.VALUE_OF))
        .hasSize(5);
  }
}
