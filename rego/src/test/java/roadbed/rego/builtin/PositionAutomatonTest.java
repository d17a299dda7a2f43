package roadbed.rego.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The automaton says of every pattern and text what RE2 says, or nothing. */
class PositionAutomatonTest {
  private static final List<String> PIECES =
      List.of("a", "b", "A", "-", "_", ".", "\\.", "\\d", "\\W", "\\s", "[ab]", "[^a]", "[a-c_]", "[\\d-]", "(", "(?:", ")", "|",
          "*", "+", "?", "{2}", "{1,3}", "{2,}", "{0,2}", "^", "$", "(?i)", "(?s)", "\\A", "\\z", "\\b", "é", "\n", " ", "[^\\w]");
  private static final List<String> TEXTS = List.of("a", "b", "c", "A", "1", "-", "_", ".", " ", "\n", "ab", "é");

  @Test
  void saysWhatRe2Says() {
    Random random = new Random(17);
    int known = 0;
    for (int round = 0; round < 60_000; round++) {
      String pattern = several(random, PIECES, 9);
      Pattern oracle;
      try {
        oracle = Pattern.compile(pattern);
      } catch (PatternSyntaxException e) {
        continue;
      }
      PositionAutomaton automaton = PositionAutomaton.of(pattern);
      if (automaton == null) {
        continue;
      }
      known++;
      for (int i = 0; i < 6; i++) {
        String text = several(random, TEXTS, 8);
        int found = automaton.find(text);
        if (found != PositionAutomaton.UNDECIDED) {
          assertThat(found == 1).as("%s in %s", pattern, text).isEqualTo(oracle.matcher(text).find());
        }
      }
    }
    assertThat(known).isGreaterThan(10_000);
  }

  private static String several(Random random, List<String> pieces, int most) {
    StringBuilder out = new StringBuilder();
    for (int i = random.nextInt(most); i > 0; i--) {
      out.append(pieces.get(random.nextInt(pieces.size())));
    }
    return out.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^[a-z][a-z0-9-]+$", "(?i)(api|auth|access)_?token", "^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$", "[ \\t]+$",
        "^\\d{4}-\\d{2}-\\d{2}$", "^arn:aws:iam::[0-9]{12}:role/.+$", "(?s)\\A(?:prod\\-[^\\.]*)\\z"
      })
  void knowsThePatternsOfPolicies(String pattern) {
    assertThat(PositionAutomaton.of(pattern)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\bword\\b", "(^|-)debug", "^a|b", "[[:alpha:]]", "\\pL", "ä", "[a-z]{63}"})
  void leavesTheOthersToRe2(String pattern) {
    assertThat(PositionAutomaton.of(pattern)).isNull();
  }
}
