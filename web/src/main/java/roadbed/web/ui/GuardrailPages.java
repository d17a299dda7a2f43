package roadbed.web.ui;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.policy.ExceptionStanding;
import roadbed.assess.policy.Exceptions;
import roadbed.assess.policy.Guardrail;
import roadbed.assess.policy.GuardrailTerms;
import roadbed.assess.policy.VerdictStore;
import roadbed.prove.chart.RatioBar;
import roadbed.prove.chart.Sparkline;
import roadbed.web.WebParts;
import roadbed.web.http.Problem;
import roadbed.web.http.Visit;

/** All guardrails with how they fare, and one with its rule, its reason and what it fails. */
final class GuardrailPages {
  private static final int SHOWN = 25;
  private static final int TREND_DAYS = 90;

  private final Screen screen;
  private final WebParts parts;

  GuardrailPages(Screen screen, WebParts parts) {
    this.screen = screen;
    this.parts = parts;
  }

  record ListView(List<Line> lines) {}

  record Line(VerdictStore.Rate rate, String bar) {}

  /**
   * One guardrail.
   *
   * @param terms what its file says beyond the rule; nothing where another set judges now
   * @param tests its tests, marked up; empty where there are none
   * @param trend failing resources by day, as a line; empty where there is none yet
   * @param trendWords the same in words
   * @param excepted resources that fail it with leave
   * @param exceptions the exceptions that speak of it
   */
  record View(
      VerdictStore.Rate rate,
      GuardrailTerms terms,
      String tests,
      String trend,
      String trendWords,
      String bar,
      String rule,
      List<VerdictStore.Row> failed,
      List<VerdictStore.Row> notEvaluated,
      List<VerdictStore.Row> excepted,
      List<ExceptionStanding> exceptions,
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
    Optional<Guardrail> loaded = parts.guardrails().find(id);
    LocalDate today = LocalDate.ofInstant(parts.clock().instant(), ZoneOffset.UTC);
    List<VerdictStore.Failing> days = parts.verdicts().trend(id, today.minusDays(TREND_DAYS), today);
    String words = words(days);
    View view =
        new View(
            rate,
            loaded.map(Guardrail::terms).orElse(GuardrailTerms.NONE),
            parts.guardrails().tests(id).map(RegoHighlight::html).orElse(""),
            days.size() < 2
                ? ""
                : Sparkline.svg(
                    days.stream().map(day -> OptionalDouble.of((double) day.resources())).toList(),
                    OptionalDouble.empty(),
                    words),
            words,
            bar(rate),
            RegoHighlight.html(rate.guardrail().sources()),
            rows(id, "fail"),
            rows(id, "not-evaluated"),
            rows(id, "excepted"),
            exceptions(loaded),
            Link.to("/findings").with("guardrail", id).with("group", "none").toString());
    return screen.show(visit, "guardrail", rate.guardrail().title(), "guardrails", view);
  }

  /** The exceptions that speak of a guardrail. */
  private List<ExceptionStanding> exceptions(Optional<Guardrail> guardrail) {
    return guardrail
        .map(
            one ->
                parts.gates().exceptions().standings(parts.clock().instant()).stream()
                    .filter(standing -> Exceptions.includes(standing.grant().guardrails(), one))
                    .toList())
        .orElse(List.of());
  }

  private static String words(List<VerdictStore.Failing> days) {
    return days.isEmpty()
        ? ""
        : "%s on %s, %s on %s"
            .formatted(
                Format.count(days.getFirst().resources()),
                Format.day(days.getFirst().day()),
                Format.count(days.getLast().resources()),
                Format.day(days.getLast().day()));
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
