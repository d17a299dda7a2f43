package roadbed.assess.cost.commitment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * AWS's published order of applying commitments, case by case. A use is {@code account family.size count onDemand ec2Plan
 * computePlan}; a reservation {@code r id owner family.size count zone|region}; a plan {@code s id owner family|compute hourly};
 * what comes out is {@code id account family.size count}, in the order of covering, and what is left on demand.
 */
class ApplicationOrderTest {
  private static String[] words(String text) {
    return text.strip().split("\\s+", -1);
  }

  private static List<String> parts(String text) {
    return text == null || text.isBlank() ? List.of() : Arrays.asList(text.split(";", -1));
  }

  private static Usage.Kind kind(String type) {
    int dot = type.indexOf('.');
    return new Usage.Kind(type.substring(0, dot), type.substring(dot + 1), "eu-west-1", "eu-west-1a", "Linux/UNIX", false);
  }

  private static Usage usage(String text) {
    String[] is = words(text);
    return new Usage(
        is[0], kind(is[1]), new BigDecimal(is[2]), new BigDecimal(is[3]),
        Map.of(SavingsPlan.Kind.EC2_INSTANCE, new BigDecimal(is[4]), SavingsPlan.Kind.COMPUTE, new BigDecimal(is[5])));
  }

  private static Reservation reservation(String text) {
    String[] is = words(text);
    return new Reservation(
        is[1], is[2], kind(is[3]), Integer.parseInt(is[4]), Reservation.Scope.valueOf(is[5].toUpperCase(java.util.Locale.ROOT)));
  }

  private static SavingsPlan plan(String text) {
    String[] is = words(text);
    return is[3].equals("compute")
        ? new SavingsPlan(is[1], is[2], SavingsPlan.Kind.COMPUTE, "", "", new BigDecimal(is[4]))
        : new SavingsPlan(is[1], is[2], SavingsPlan.Kind.EC2_INSTANCE, is[3], "eu-west-1", new BigDecimal(is[4]));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a reservation comes before a plan of either kind | a m5.large 1 .10 .06 .07 | r ri a m5.large 1 region; s i a m5 1; s c a compute 1 | ri a m5.large 1 | 0
          a plan for instances comes before one for computing | a m5.large 1 .10 .06 .07 | s c a compute 1; s i a m5 1 | i a m5.large 1 | 0
          also where the plan for computing would save more | a m5.large 1 .10 .09 .05 | s c a compute 1; s i a m5 1 | i a m5.large 1 | 0
          what the one leaves goes to the other | a m5.large 3 .10 .06 .07 | s i a m5 .06; s c a compute .07 | i a m5.large 1; c a m5.large 1 | .10
          a plan for instances covers its family alone | a c5.large 1 .10 .06 .07 | s i a m5 1 | | .10
          a zonal reservation comes before a regional one | a m5.large 2 .10 .06 .07 | r regional a m5.large 1 region; r zonal a m5.large 1 zone | zonal a m5.large 1; regional a m5.large 1 | 0
          a regional one fills sizes from the smallest up | a m5.xlarge 1 .2 .1 .1; a m5.large 2 .10 .06 .07 | r ri a m5.xlarge 1 region | ri a m5.large 2 | .2
          its owner's use comes first whatever the size | b m5.large 2 .10 .06 .07; a m5.xlarge 1 .2 .1 .1 | r ri a m5.xlarge 1 region | ri a m5.xlarge 1 | .20
          and the rest is shared | b m5.large 1 .10 .06 .07; a m5.large 1 .10 .06 .07 | r ri a m5.xlarge 1 region | ri a m5.large 1; ri b m5.large 1 | 0
          a plan covers its owner's use before a higher saving elsewhere | b m5.large 1 .10 .05 .05; a c5.large 1 .10 .09 .09 | s c a compute .09 | c a c5.large 1 | .10
          then the highest saving in percent | a m5.large 1 .10 .06 .08; a r5.large 1 .40 .3 .2 | s c a compute .2 | c a r5.large 1 | .10
          not the highest saving in money | a m5.4xlarge 1 .80 .6 .6; a t3.large 1 .08 .05 .05 | s c a compute .05 | c a t3.large 1 | .80
          of equal savings the lowest rate | a m5.xlarge 1 .20 .1 .1; a m5.large 1 .10 .05 .05 | s c a compute .05 | c a m5.large 1 | .20
          what is committed is never overspent | a m5.large 4 .10 .05 .08 | s c a compute .20 | c a m5.large 2.5 | .15
          """)
  void coversInTheOrderThatIsPublished(String what, String uses, String commitments, String covered, BigDecimal onDemand) {
    List<String> held = parts(commitments);
    Application.Outcome outcome =
        Application.of(
            parts(uses).stream().map(ApplicationOrderTest::usage).toList(),
            held.stream().filter(one -> one.strip().startsWith("r ")).map(ApplicationOrderTest::reservation).toList(),
            held.stream().filter(one -> one.strip().startsWith("s ")).map(ApplicationOrderTest::plan).toList());
    assertThat(
            outcome.covered().stream()
                .map(one -> one.by() + " " + one.usage().account() + " " + one.usage().kind().family() + "."
                    + one.usage().kind().size() + " " + one.instances().stripTrailingZeros().toPlainString()))
        .as(what)
        .containsExactlyElementsOf(parts(covered).stream().map(String::strip).toList());
    assertThat(outcome.onDemand()).as(what).isEqualByComparingTo(onDemand);
  }
}
