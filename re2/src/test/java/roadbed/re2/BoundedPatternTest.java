package roadbed.re2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.PatternSyntaxException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedPatternTest {

  @Test
  void everyLetterComesBackToItself() throws ReflectiveOperationException {
    CaseOrbits.close();
    Method fold = Class.forName("com.google.re2j.Unicode").getDeclaredMethod("simpleFold", int.class);
    fold.setAccessible(true);
    List<String> lost = new ArrayList<>();
    for (int letter = 0; letter <= Character.MAX_CODE_POINT; letter++) {
      int other = (int) fold.invoke(null, letter);
      for (int steps = 0; other != letter && steps < 10; steps++) {
        other = (int) fold.invoke(null, other);
      }
      if (other != letter) {
        lost.add(Integer.toHexString(letter));
      }
    }
    assertThat(lost).isEmpty();
  }

  @Test
  void whatWouldBecomeTooLargeIsRefusedBeforeItDoes() {
    assertThatThrownBy(() -> BoundedPattern.compile("((a{100}){100}){100}"))
        .isInstanceOf(PatternSyntaxException.class)
        .hasMessageContaining("invalid repeat count");
    assertThatThrownBy(() -> BoundedPattern.compile("(".repeat(3) + "x".repeat(400_000) + ")".repeat(3)))
        .isInstanceOf(PatternSyntaxException.class)
        .hasMessageContaining("expression too large");
  }

  @Test
  void lettersWithAThirdCaseAreOneWhereCaseIsIgnored() {
    assertThat(BoundedPattern.compile("(?i)^\u0432$").matches("\u1C80")).isTrue();
    assertThat(BoundedPattern.compile("(?i)[\\x{400}-\\x{2000}]").matches("\u1C83")).isTrue();
    assertThat(BoundedPattern.compile("^\u0432$").matches("\u1C80")).isFalse();
  }
}
