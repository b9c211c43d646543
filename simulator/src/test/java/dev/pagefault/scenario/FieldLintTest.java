package dev.pagefault.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts of customers and the steps that work on them, as topologies write them. */
class FieldLintTest {
  private static final String SHOP = "topologies/shop.yaml";
  private static final String STEP = "        - {kind: compute, id: render-product, cpu: 5ms}\n";
  private static final String SETTING = "      page.compression: gzip\n";
  private static final String ATTRIBUTE = "  category: {min: 1, max: 20}\n";

  private final CopiedLibrary library;

  FieldLintTest(@TempDir Path folder) throws IOException {
    this.library = CopiedLibrary.in(folder);
  }

  private List<Problem> with(String attribute, String setting, String step) throws IOException {
    library.replace(SHOP, ATTRIBUTE, ATTRIBUTE + "  " + attribute + "\n");
    library.replace(SHOP, SETTING, SETTING + "      " + setting + "\n");
    library.replace(SHOP, STEP, STEP + "        - " + step + "\n");
    return library.problems(SHOP);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {kind: decode, id: x, field: name, as: "${label.charset}"}
          {kind: decode, id: x, field: name, from: utf-8, as: utf-16, into: y}
          {kind: parse, id: x, field: name, form: enum, words: [A, B], absent: default, otherwise: A, status: 400}
          {kind: compare, id: x, field: name, must: equal, to: sku, status: 409}
          {kind: compare, id: x, field: name, must: at-most-characters, value: 24, absent: skip}
          {kind: compare, id: x, field: sku, must: same-date, value: "2026-03-29", zone: Asia/Tokyo}
          {kind: local-time, id: x, zone: "${time.zone}", plus: 2d, shows: date-time, into: due}
          {kind: local-time, id: x, field: sku, zone: ":name", into: due}
          """)
  void whatIsRightIsAccepted(String step) throws IOException {
    assertThat(
            with(
                "name: {lists: {en: [Ann], de: [Zoë], fr: [Zoé], es: [Íñigo]}, by: locale, absent: 0.1}",
                "label.charset: utf-8\n      time.zone: Europe/Berlin",
                step))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {kind: decode, id: x, field: name, as: "${label.charst}"}        | as     | there is no setting label.charst       | did you mean label.charset?
          {kind: decode, id: x, field: name, as: utf8}                     | as     | there is no charset utf8               | did you mean utf-8?
          {kind: decode, id: x, field: nmae, as: utf-8}                    | field  | there is no attribute nmae             | did you mean name?
          {kind: decode, id: x, field: name, as: utf-8, into: X-y}         | into   | "X-y" is no field's name               | write small letters
          {kind: parse, id: x, field: name, form: enum}                    | words  | is missing                             | list what
          {kind: parse, id: x, field: name, form: int, words: [A]}         | words  | belongs to form: enum                  | leave it out
          {kind: parse, id: x, field: name, form: int, absent: default}    | otherwise | is missing                          | write what is kept
          {kind: parse, id: x, field: name, form: int, otherwise: A}       | otherwise | is never used                       | write absent: default
          {kind: parse, id: x, field: name, form: whole}                   | form   | there is no "whole" here               | there are: decimal
          {kind: parse, id: x, field: name, form: int, status: 200}        | status | is no error's status                   | write one from 400
          {kind: compare, id: x, field: name, must: equal}                 |        | is not compared with exactly one thing | write to:
          {kind: compare, id: x, field: name, must: at-most-bytes, value: many} | value | is no length                      | write a whole number
          {kind: compare, id: x, field: name, must: same-date, to: sku}    | zone   | is missing                             | write zone:
          {kind: compare, id: x, field: name, must: equal, to: sku, absent: default} | absent | has no default here         | write fail or skip
          {kind: local-time, id: x, zone: Europe/Berln, into: due}         | zone   | there is no time zone Europe/Berln     | did you mean Europe/Berlin?
          """)
  void aMistakeInAStepIsToldWithTheWayOut(String step, String key, String message, String wayOut)
      throws IOException {
    List<Problem> problems = with("name: {values: {Zoë: 1, Ann: 3}}", "label.charset: utf-8", step);
    assertThat(problems).hasSize(1);
    String path = "services.storefront.endpoints.GET /product[1]";
    assertThat(problems.getFirst().field()).isEqualTo(key == null ? path : path + "." + key);
    assertThat(problems.getFirst().message()).isEqualTo(message);
    assertThat(problems.getFirst().wayOut()).startsWith(wayOut);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name: {}                                              | name              | draws neither a number nor a text
          name: {min: 1}                                        | name              | draws neither a number nor a text
          name: {min: 2, max: 1}                                | name              | has its min above its max
          name: {min: 1, max: 2, values: {a: 1}}                | name              | is a number and a text at once
          name: {values: {a: 0}}                                | name.values.a     | has no weight
          name: {values: {a: 1}, absent: 1.5}                   | name.absent       | is no share
          name: {values: {a: 1}, by: memebrship}                | name.by           | there is no segment memebrship
          name: {values: {a: 1}, absent-by: {guest: 1}}         | name.absent-by    | has no segment to go by
          name: {values: {a: 1}, by: membership, absent-by: {gest: 1}} | name.absent-by.gest | there is no value of segment membership gest
          name: {lists: {en: [a]}, by: locale}                  | name.lists        | leaves out some of [en, de, fr, es]
          name: {lists: {any: []}}                              | name.lists.any    | is empty
          name: {lists: {any: ["a\\tb"]}}                       | name.lists.any[0] | has a control character in it
          """)
  void aMistakeInAnAttributeIsTold(String attribute, String field, String message)
      throws IOException {
    List<Problem> problems = with(attribute, "a: b", "{kind: compute, id: x, cpu: 1ms}");
    assertThat(problems).isNotEmpty();
    assertThat(problems.getFirst().field()).isEqualTo("attributes." + field);
    assertThat(problems.getFirst().message()).isEqualTo(message);
    assertThat(problems.getFirst().wayOut()).isNotEmpty();
  }

  @Test
  void aSettingThatStepsReadTakesNoOtherWord() throws IOException {
    List<Problem> problems =
        with(
            "name: {values: {a: 1}}",
            "label.charset: latin1",
            "{kind: decode, id: x, field: name, as: \"${label.charset}\"}");
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().field()).isEqualTo("services.storefront.settings.label.charset");
    assertThat(problems.getFirst().message()).isEqualTo("label.charset does not take latin1");
    assertThat(problems.getFirst().wayOut()).contains("iso-8859-1");
  }

  @Test
  void aLoadChangesValueIsWhatItsAttributeCanBe() throws IOException {
    String scenario = "violet-wren/scenario.yaml";
    library.replace(scenario, "attribute: sku, value: \"777\"", "attribute: sku, value: \"many\"");
    assertThat(library.problems(scenario))
        .isNotEmpty()
        .allSatisfy(
            problem -> assertThat(problem.message()).isEqualTo("\"many\" is not a whole number"));
    library.replace(scenario, "attribute: sku, value: \"many\"", "attribute: sku, value: \"\"");
    assertThat(library.problems(scenario)).as("empty: they have none").isEmpty();
  }
}
