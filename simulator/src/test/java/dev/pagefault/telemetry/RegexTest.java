package dev.pagefault.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexTest {

  private static Regex.Work work() {
    return new Regex.Work(Regex.MAX_WORK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "warn|error~error~true",
        "warn|error~errors~false",
        "a(b|c)*d~abcbcd~true",
        "a{2,3}~aa~true",
        "a{2,3}~aaaa~false",
        "a{2,}~aaaaa~true",
        "[a-c]+[^x]~abcy~true",
        "[a-c]+[^x]~abcx~false",
        "\\d+ms~1002ms~true",
        "(?i)TimeOut~tIMEoUT~true",
        "(?i)[A-Z]+~abc~true",
        "x?y~y~true",
        "a.c~abc~true",
        "a\\.c~abc~false",
        "[]a]+~]a~true",
        "(?:ab)+~abab~true",
        "a+?b~aab~true",
      })
  void matchesTheWholeText(String pattern, String text, boolean expected) {
    assertThat(Regex.compile(pattern, 0).matches(text, work())).isEqualTo(expected);
  }

  @Test
  void findsAPart() {
    assertThat(Regex.compile("time(d )?out", 0).finds("it timed out after 5", work())).isTrue();
    assertThat(Regex.compile("^time", 0).finds("a timeout", work())).isFalse();
    assertThat(Regex.compile("out$", 0).finds("a timeout", work())).isTrue();
    assertThat(Regex.compile("", 0).finds("", work())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(", ")", "[", "*", "a{", "a{3,2}", "a{101}", "\\", "\\1", "(?=a)", "(a", "[z-a]", "\\b"
      })
  void whatIsMalformedOrUnknownIsRefused(String pattern) {
    assertThatThrownBy(() -> Regex.compile(pattern, 7))
        .isInstanceOfSatisfying(QueryException.class, e -> assertThat(e.position()).isEqualTo(7));
  }

  @Test
  void patternsThatBacktrackForEverDoNot() {
    String text = "a".repeat(5_000) + "!";
    assertThat(Regex.compile("(a+)+$", 0).finds(text, work())).isFalse();
    assertThat(Regex.compile("(a|a)*", 0).matches(text, work())).isFalse();
    assertThat(Regex.compile("(a*)*b", 0).matches(text, work())).isFalse();
    assertThat(Regex.compile("(.*)(.*)(.*)(.*)(.*)x", 0).finds(text, work())).isFalse();
  }

  @Test
  void everyTextTakesWorkAnEmptyOneToo() {
    Regex regex = Regex.compile("a{0,100}x", 0);
    assertThatThrownBy(() -> regex.matches("", new Regex.Work(100)))
        .hasMessageContaining("too much work");
    assertThatThrownBy(() -> regex.finds("", new Regex.Work(100)))
        .hasMessageContaining("too much work");
  }

  @Test
  void patternsThatMultiplyAreRefused() {
    assertThatThrownBy(() -> Regex.compile("((a{100}){100}){100}", 0))
        .hasMessageContaining("repeats");
    assertThatThrownBy(() -> Regex.compile("(".repeat(400), 0)).hasMessageContaining("deep");
    assertThatThrownBy(() -> Regex.compile("a".repeat(501), 0)).hasMessageContaining("500");
  }

  @Test
  void agreesWithTheJdkOnRandomPatterns() {
    String[] pieces = {
      "a", "b", "c", "(a|b)", "(ab|c)*", "[ab]", "a*", "b+", "c?", "a{1,2}", ".", "(a*b)?"
    };
    long seed = 7;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 3_000; i++) {
      StringBuilder pattern = new StringBuilder();
      for (int n = random.nextInt(1, 5); n > 0; n--) {
        pattern.append(pieces[random.nextInt(pieces.length)]);
      }
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(0, 8); n > 0; n--) {
        text.append((char) ('a' + random.nextInt(4)));
      }
      Regex ours = Regex.compile(pattern.toString(), 0);
      Pattern theirs = Pattern.compile(pattern.toString());
      assertThat(ours.matches(text, work()))
          .as("%s on %s", pattern, text)
          .isEqualTo(theirs.matcher(text).matches());
      assertThat(ours.finds(text, work()))
          .as("%s in %s", pattern, text)
          .isEqualTo(theirs.matcher(text).find());
    }
  }
}
