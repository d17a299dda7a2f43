package roadbed.web.ui;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.policy.VerdictStore;
import roadbed.prove.chart.RatioBar;
import roadbed.web.WebParts;
import roadbed.web.http.Problem;
import roadbed.web.http.Visit;

/** All guardrails with how they fare, and one with its rule, its reason and what it fails. */
final class GuardrailPages {
  private static final int SHOWN = 25;

  private final Screen screen;
  private final WebParts parts;

  GuardrailPages(Screen screen, WebParts parts) {
    this.screen = screen;
    this.parts = parts;
  }

  record ListView(List<Line> lines) {}

  record Line(VerdictStore.Rate rate, String bar) {}

  record View(
      VerdictStore.Rate rate,
      String bar,
      String rule,
      List<VerdictStore.Row> failed,
      List<VerdictStore.Row> notEvaluated,
      String all) {}

  ServerResponse list(Visit visit) {
    List<Line> lines =
        parts.verdicts().rates().stream()
            .sorted(
                Comparator.comparing((VerdictStore.Rate rate) -> rate.guardrail().severity())
                    .reversed()
                    .thenComparing(Comparator.comparingLong(VerdictStore.Rate::failed).reversed())
                    .thenComparing(rate -> rate.guardrail().id()))
            .map(rate -> new Line(rate, bar(rate)))
            .toList();
    return screen.show(visit, "guardrails", "Guardrails", "guardrails", new ListView(lines));
  }

  ServerResponse show(Visit visit) {
    String id = visit.request().pathVariable("id");
    VerdictStore.Rate rate =
        parts
            .verdicts()
            .rate(id)
            .orElseThrow(() -> Problem.notFound("There is no guardrail " + id + "."));
    View view =
        new View(
            rate,
            bar(rate),
            RegoHighlight.html(rate.guardrail().sources()),
            rows(id, "fail"),
            rows(id, "not-evaluated"),
            Link.to("/findings").with("guardrail", id).with("group", "none").toString());
    return screen.show(visit, "guardrail", rate.guardrail().title(), "guardrails", view);
  }

  private List<VerdictStore.Row> rows(String guardrail, String outcome) {
    return parts
        .verdicts()
        .search(
            new VerdictStore.Query(
                List.of(outcome), Map.of("guardrail", List.of(guardrail)), "", 0, SHOWN))
        .rows();
  }

  static String bar(VerdictStore.Rate rate) {
    return RatioBar.svg(
        List.of(
            new RatioBar.Part("passed", rate.passed(), RatioBar.Tone.GOOD),
            new RatioBar.Part("failed", rate.failed(), RatioBar.Tone.BAD),
            new RatioBar.Part("not evaluated", rate.notEvaluated(), RatioBar.Tone.QUIET),
            new RatioBar.Part("excepted", rate.excepted(), RatioBar.Tone.QUIET)),
        "%d passed, %d failed, %d not evaluated, %d excepted"
            .formatted(rate.passed(), rate.failed(), rate.notEvaluated(), rate.excepted()));
  }

  /** Share of decided verdicts that pass; nothing decided is not a pass. */
  static String passRate(VerdictStore.Rate rate) {
    return Format.percent((double) rate.passed(), (double) (rate.passed() + rate.failed()));
  }
}
