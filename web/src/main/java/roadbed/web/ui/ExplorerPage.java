package roadbed.web.ui;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.inventory.EstateStore;
import roadbed.web.WebParts;
import roadbed.web.http.Replies;
import roadbed.web.http.Visit;
import roadbed.web.query.ResourceSearch;

/** Search and filter over the whole estate; every state of it is an address that can be shared. */
final class ExplorerPage {
  private static final int EXPORTED = 100_000;
  private static final List<String> SHOWN_FACETS =
      List.of("kind", "provider", "owner", "environment", "tier", "account", "region", "source");

  private final Screen screen;
  private final WebParts parts;

  ExplorerPage(Screen screen, WebParts parts) {
    this.screen = screen;
    this.parts = parts;
  }

  record View(
      ResourceSearch search,
      List<EstateStore.Row> rows,
      List<Facet> facets,
      List<Chip> chips,
      Pager pager,
      Link link,
      String csv,
      boolean emptyEstate) {

    /** Address of the same search, sorted by a column, or the other way round where it already is. */
    String sorted(String column) {
      return link.with("sort", search.sort().equals(column) ? "-" + column : column).toString();
    }

    String direction(String column) {
      return search.sort().equals(column)
          ? "ascending"
          : search.sort().equals("-" + column) ? "descending" : "none";
    }
  }

  /** A chosen filter and the address without it. */
  record Chip(String text, String remove) {}

  ServerResponse show(Visit visit) {
    ResourceSearch search = ResourceSearch.of(visit, 50);
    EstateStore.Page page = parts.estate().search(search.query());
    Link link = link(search);
    List<Facet> facets = new ArrayList<>();
    for (String column : SHOWN_FACETS) {
      Map<String, Long> counts = new LinkedHashMap<>();
      page.buckets().getOrDefault(column, List.of()).forEach(b -> counts.put(b.value(), b.count()));
      List<String> chosen = search.filters().getOrDefault(column, List.of());
      if (!counts.isEmpty() || !chosen.isEmpty()) {
        facets.add(Facet.of(column, counts, chosen));
      }
    }
    List<Chip> chips = new ArrayList<>();
    for (String column : ResourceSearch.COLUMNS) {
      for (String value : search.filters().getOrDefault(column, List.of())) {
        chips.add(new Chip(column + ": " + value, link.without(column, value).toString()));
      }
    }
    search
        .tags()
        .forEach(
            (name, value) ->
                chips.add(
                    new Chip("tag " + name + "=" + value, link.without("tag", name + "=" + value).toString())));
    View view =
        new View(
            search,
            page.rows(),
            facets,
            chips,
            new Pager(search.page(), search.size(), page.total(), link),
            link,
            link.at("/resources.csv").toString(),
            page.total() == 0 && parts.estate().sources().isEmpty());
    return screen.show(visit, "explorer", "Estate", "estate", view);
  }

  private static Link link(ResourceSearch search) {
    Link link = Link.to("/resources").with("q", search.text());
    for (String column : ResourceSearch.COLUMNS) {
      link = link.with(column, search.filters().getOrDefault(column, List.of()));
    }
    link =
        link.with(
            "tag", search.tags().entrySet().stream().map(t -> t.getKey() + "=" + t.getValue()).toList());
    return link.with("sort", search.sort().equals("name") ? "" : search.sort());
  }

  ServerResponse csv(Visit visit) {
    ResourceSearch search = ResourceSearch.of(visit, 500);
    return Replies.download(
        new MediaType("text", "csv", StandardCharsets.UTF_8),
        "resources.csv",
        out -> {
          Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          writer.write(
              "id,kind,type,provider,account,region,name,owner,environment,tier,failed,not_evaluated\r\n");
          for (int offset = 0; offset < EXPORTED; offset += 500) {
            List<EstateStore.Row> rows = parts.estate().search(search.at(offset, 500)).rows();
            for (EstateStore.Row row : rows) {
              write(writer, row);
            }
            if (rows.size() < 500) {
              break;
            }
          }
          writer.flush();
        });
  }

  private static void write(Writer writer, EstateStore.Row row) throws IOException {
    List<String> cells =
        List.of(
            row.id().value(),
            row.kind(),
            row.type(),
            row.provider(),
            row.account(),
            row.region(),
            row.name(),
            row.owner(),
            row.environment(),
            row.tier(),
            Integer.toString(row.failed()),
            Integer.toString(row.notEvaluated()));
    for (int i = 0; i < cells.size(); i++) {
      writer.write(i == 0 ? "" : ",");
      writer.write(cell(cells.get(i)));
    }
    writer.write("\r\n");
  }

  /** A cell that a spreadsheet does not take for a formula. */
  static String cell(String text) {
    boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    String safe = formula ? "'" + text : text;
    return safe.matches("[^\",\r\n]*") ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
  }
}
