package roadbed.web.ui;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.drift.DriftKind;
import roadbed.assess.drift.DriftStore;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.prove.chart.StackedColumns;
import roadbed.web.WebParts;
import roadbed.web.http.Problem;
import roadbed.web.http.Visit;
import roadbed.web.query.DriftSearch;

/** What is not as declared: how much of it, of whom, since when; and one resource with its three sides. */
final class DriftPages {
  private static final Duration TREND = Duration.ofDays(90);
  private static final int LONGEST = 2_000;

  private final Screen screen;
  private final WebParts parts;

  DriftPages(Screen screen, WebParts parts) {
    this.screen = screen;
    this.parts = parts;
  }

  /** A number of the summary and where it leads. */
  record Tile(String title, long count, String note, String href) {}

  record ListView(
      DriftSearch search,
      Optional<DriftStore.Run> latest,
      List<Tile> tiles,
      List<DriftStore.Row> rows,
      List<Facet> facets,
      List<ExplorerPage.Chip> chips,
      Pager pager,
      String chart,
      String share,
      DriftStore.Times times,
      String empty) {

    /** A mean time, or a dash where there is none. */
    static String time(Optional<Duration> mean) {
      return mean.map(time -> Format.duration((double) time.toSeconds())).orElse("–");
    }
  }

  ServerResponse list(Visit visit) {
    DriftSearch search = DriftSearch.of(visit, 50);
    DriftStore.Page page = parts.drift().search(search.query());
    Optional<DriftStore.Run> latest = parts.drift().latest();
    Link link = link(search);
    List<Facet> facets = new ArrayList<>();
    List<ExplorerPage.Chip> chips = new ArrayList<>();
    for (String column : DriftSearch.COLUMNS) {
      List<String> chosen = search.filters().getOrDefault(column, List.of());
      Map<String, Long> counts = page.buckets().getOrDefault(column, Map.of());
      if (!counts.isEmpty() || !chosen.isEmpty()) {
        facets.add(Facet.of(column, counts, chosen));
      }
      chosen.forEach(
          value -> chips.add(new ExplorerPage.Chip(column + ": " + value, link.without(column, value).toString())));
    }
    Instant now = parts.clock().instant();
    List<DriftStore.Run> trend = parts.drift().trend(now.minus(TREND), now);
    ListView view =
        new ListView(
            search,
            latest,
            latest.map(DriftPages::tiles).orElse(List.of()),
            page.rows(),
            facets,
            chips,
            new Pager(search.page(), search.size(), page.total(), link),
            chart(trend),
            latest.map(DriftPages::share).orElse("–"),
            parts.drift().times(now.minus(TREND), now),
            latest.map(DriftPages::empty).orElse(""));
    return screen.show(visit, "drift", "Drift", "drift", view);
  }

  private static Link link(DriftSearch search) {
    Link link = Link.to("/drift").with("q", search.text());
    for (String column : DriftSearch.COLUMNS) {
      link = link.with(column, search.filters().getOrDefault(column, List.of()));
    }
    return link;
  }

  private static List<Tile> tiles(DriftStore.Run run) {
    List<Tile> tiles = new ArrayList<>();
    for (DriftKind kind : List.of(DriftKind.CHANGED, DriftKind.MISSING, DriftKind.UNMANAGED)) {
      tiles.add(
          new Tile(
              Format.capital(kind.words()),
              run.count(kind),
              switch (kind) {
                case CHANGED -> "an attribute is not what is declared";
                case MISSING -> "declared, and not there";
                case UNMANAGED -> "there, and nobody declares it";
                case EXCEPTED, PROVIDED, IN_STEP, NOT_COMPARABLE, NOT_COVERED -> "";
              },
              Link.to("/drift").with("drift", kind.id()).toString()));
    }
    return tiles;
  }

  /** Managed resources that drift, of all managed ones that were compared. */
  private static String share(DriftStore.Run run) {
    long drifting = run.count(DriftKind.CHANGED) + run.count(DriftKind.MISSING);
    long managed = drifting + run.count(DriftKind.IN_STEP);
    return managed == 0 ? "–" : roadbed.prove.report.Format.percent((double) drifting / managed);
  }

  /** What an empty list means: that nothing was compared is not that nothing drifts. */
  private static String empty(DriftStore.Run run) {
    return run.count(DriftKind.IN_STEP) == 0
        ? "Nothing could be compared: no source tells what is live. Push an inventory of the cloud, or a state beside the code."
        : "Everything that could be compared is as declared.";
  }

  private static String chart(List<DriftStore.Run> trend) {
    if (trend.stream().allMatch(run -> run.count(DriftKind.CHANGED) + run.count(DriftKind.MISSING) + run.count(DriftKind.UNMANAGED) == 0)) {
      return "";
    }
    List<String> days = trend.stream().map(run -> Format.month(day(run.at()))).toList();
    List<StackedColumns.Series> series = new ArrayList<>();
    for (DriftKind kind : List.of(DriftKind.CHANGED, DriftKind.MISSING, DriftKind.UNMANAGED)) {
      series.add(
          new StackedColumns.Series(
              kind.words(), trend.stream().map(run -> (double) run.count(kind)).toList()));
    }
    return StackedColumns.svg(
        days, series, value -> Format.count(Math.round(value)), "Resources that drift, by day");
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  /** The page of one drift. */
  static String href(DriftStore.Row row) {
    return Link.to("/drift/resource").with("key", row.key()).toString();
  }

  /** One attribute on three sides, and which of them differ from the code. */
  record Attribute(
      String path,
      String declared,
      String state,
      String live,
      boolean stateDiffers,
      boolean liveDiffers,
      String place,
      String note) {}

  /** Where a side says it. */
  record Side(String title, String address, String place, String source, String at) {}

  record OneView(
      DriftStore.Row row,
      String reason,
      List<Side> sides,
      List<Attribute> attributes,
      Map<String, String> notCompared,
      List<Map<String, String>> breaks,
      List<Map<String, String>> acts,
      long compared) {}

  ServerResponse one(Visit visit) {
    DriftStore.Found found =
        parts
            .drift()
            .find(visit.text("key"))
            .orElseThrow(() -> Problem.notFound("This resource does not drift, or not any more."));
    Value.Fields document = found.document();
    Map<String, String> open = new LinkedHashMap<>();
    items(document, "not_compared").forEach(one -> open.put(text(one, "path"), text(one, "why")));
    OneView view =
        new OneView(
            found.row(),
            text(document, "reason"),
            List.of(side(document, "declared"), side(document, "state"), side(document, "live")),
            items(document, "changes").stream().map(DriftPages::attribute).toList(),
            open,
            items(document, "breaks").stream().map(DriftPages::texts).toList(),
            items(document, "acts").stream().map(DriftPages::texts).toList(),
            document.values().get("compared") instanceof Value.Whole whole ? whole.value() : 0);
    return screen.show(visit, "driftresource", found.row().name() + " drifts", "drift", view);
  }

  private static Attribute attribute(Value.Fields change) {
    @Nullable Value declared = change.values().get("declared");
    @Nullable Value state = change.values().get("state");
    @Nullable Value live = change.values().get("live");
    Value.Fields place = change.values().get("place") instanceof Value.Fields fields ? fields : Value.Fields.EMPTY;
    return new Attribute(
        text(change, "path"),
        shown(declared),
        shown(state),
        shown(live),
        state != null && !state.equals(declared),
        live == null ? declared != null : !live.equals(declared),
        place(place),
        text(change, "note"));
  }

  private static String shown(@Nullable Value value) {
    if (value == null) {
      return "";
    }
    String text = value instanceof Value.Text words ? words.value() : ValueJson.text(value);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  private static String place(Value.Fields place) {
    long line = place.values().get("line") instanceof Value.Whole whole ? whole.value() : 0;
    String file = text(place, "file");
    return line > 0 ? file + ":" + line : file;
  }

  private static Side side(Value.Fields document, String name) {
    String title = Format.capital(name);
    if (!(document.values().get(name) instanceof Value.Fields side)) {
      return new Side(title, "", "", "", "");
    }
    return new Side(
        title,
        text(side, "address"),
        side.values().get("place") instanceof Value.Fields place ? place(place) : "",
        Format.words(text(side, "declaration")),
        text(side, "captured_at"));
  }

  private static List<Value.Fields> items(Value.Fields document, String name) {
    List<Value.Fields> all = new ArrayList<>();
    if (document.values().get(name) instanceof Value.Items items) {
      for (Value item : items.values()) {
        if (item instanceof Value.Fields fields) {
          all.add(fields);
        }
      }
    }
    return all;
  }

  private static Map<String, String> texts(Value.Fields fields) {
    Map<String, String> texts = new LinkedHashMap<>();
    fields.values().forEach((name, value) -> texts.put(name, shown(value)));
    return texts;
  }

  private static String text(Value.Fields fields, String name) {
    return fields.text(name).orElse("");
  }
}
