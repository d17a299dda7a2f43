package roadbed.prove.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class ChartsTest {
  private static final DoubleFunction<String> WHOLE = value -> Long.toString(Math.round(value));
  private static final String NASTY = "<script>alert(\"1\")</script>\u0000 & 'so on'";

  @Test
  void everyChartIsWellFormedWhateverItsTexts() throws Exception {
    List<String> charts =
        List.of(
            Sparkline.svg(List.of(OptionalDouble.of(1), OptionalDouble.empty()), OptionalDouble.of(2), NASTY),
            Sparkline.svg(List.of(), OptionalDouble.empty(), NASTY),
            LineChart.svg(
                List.of(new LineChart.Point(NASTY, OptionalDouble.of(3))),
                OptionalDouble.of(4),
                LineChart.Good.ABOVE,
                value -> NASTY,
                NASTY),
            LineChart.svg(List.of(), OptionalDouble.empty(), LineChart.Good.NEITHER, WHOLE, NASTY),
            StackedColumns.svg(
                List.of(NASTY, "b"),
                List.of(
                    new StackedColumns.Series(NASTY, List.of(1.0, 2.0)),
                    new StackedColumns.Series("short", List.of(1.0))),
                WHOLE,
                NASTY),
            StackedColumns.svg(List.of(), List.of(), WHOLE, NASTY),
            HorizontalBars.svg(List.of(new HorizontalBars.Bar(NASTY, 3)), WHOLE, NASTY),
            HorizontalBars.svg(List.of(), WHOLE, NASTY),
            RatioBar.svg(List.of(new RatioBar.Part(NASTY, 3, RatioBar.Tone.GOOD)), NASTY),
            RatioBar.svg(List.of(), NASTY));
    for (String chart : charts) {
      Document document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(chart.getBytes(StandardCharsets.UTF_8)));
      assertThat(document.getDocumentElement().getAttribute("role")).isEqualTo("img");
      assertThat(document.getDocumentElement().getAttribute("aria-label"))
          .isEqualTo("<script>alert(\"1\")</script> & 'so on'");
      assertThat(document.getElementsByTagName("script").getLength()).isZero();
      assertThat(chart).doesNotContain("NaN").doesNotContain("Infinity");
    }
  }

  @Test
  void ticksAreRoundAndCoverTheValues() {
    assertThat(Scale.covering(0, 97).ticks()).containsExactly(0.0, 25.0, 50.0, 75.0, 100.0);
    assertThat(Scale.covering(0, 0.9).ticks().getLast()).isGreaterThanOrEqualTo(0.9);
    assertThat(Scale.covering(81, 98).low()).isEqualTo(80);
    assertThat(Scale.covering(5, 5).low()).isLessThan(5);
    assertThat(Scale.covering(0, 0).ticks()).hasSizeGreaterThan(1);
    assertThat(Scale.covering(-3, 12).low()).isLessThanOrEqualTo(-3);
  }

  @Test
  void columnsStandOnEachOtherInProportion() {
    String chart =
        StackedColumns.svg(
            List.of("Jan"),
            List.of(
                new StackedColumns.Series("a", List.of(60.0)),
                new StackedColumns.Series("b", List.of(40.0))),
            WHOLE,
            "cost");
    // the axis ends at 100, so the plot of 200 units splits into 120 and 80
    assertThat(chart).contains("y=\"92\" width=\"44\" height=\"120\"");
    assertThat(chart).contains("y=\"12\" width=\"44\" height=\"80\"");
    assertThat(chart).contains("<title>Jan · b: 40</title>");
  }

  @Test
  void partsOfARatioFillTheBar() {
    String chart =
        RatioBar.svg(
            List.of(
                new RatioBar.Part("passed", 3, RatioBar.Tone.GOOD),
                new RatioBar.Part("failed", 1, RatioBar.Tone.BAD)),
            "3 of 4");
    assertThat(chart).contains("x=\"0\" y=\"0\" width=\"180\"").contains("x=\"180\" y=\"0\" width=\"60\"");
  }
}
