package roadbed.web.ui;

import java.util.List;
import roadbed.inventory.EstateStore;
import roadbed.model.Resource;

/** A resource in the middle, what points at it on the left, what it points at on the right, as SVG. */
final class RelationGraph {
  private static final int SHOWN = 7;
  private static final int WIDTH = 760;
  private static final int BOX = 200;
  private static final int ROW = 52;
  private static final int HEIGHT = 38;

  private final StringBuilder out = new StringBuilder(4_096);

  private RelationGraph() {}

  /** The picture, or empty text where there are no relations. */
  static String svg(Resource resource, List<EstateStore.Neighbour> neighbours) {
    return neighbours.isEmpty() ? "" : new RelationGraph().draw(resource, neighbours);
  }

  private String draw(Resource resource, List<EstateStore.Neighbour> neighbours) {
    List<EstateStore.Neighbour> in = neighbours.stream().filter(n -> !n.outgoing()).toList();
    List<EstateStore.Neighbour> from = neighbours.stream().filter(EstateStore.Neighbour::outgoing).toList();
    int rows = Math.max(1, Math.max(rows(in), rows(from)));
    int height = rows * ROW + 16;
    out.append("<svg class=\"relation-graph\" viewBox=\"0 0 ").append(WIDTH).append(' ').append(height);
    out.append("\" width=\"").append(WIDTH).append("\" height=\"").append(height);
    out.append("\" role=\"group\" aria-label=\"Relations of ").append(escape(resource.name()));
    out.append("; the list below says the same\">");
    double middle = height / 2.0;
    side(in, true, middle, height);
    side(from, false, middle, height);
    double x = (WIDTH - BOX) / 2.0;
    box(x, middle, "graph-self", resource.kind(), resource.name());
    return out.append("</svg>").toString();
  }

  private static int rows(List<EstateStore.Neighbour> side) {
    return side.size() > SHOWN ? SHOWN + 1 : side.size();
  }

  private void side(List<EstateStore.Neighbour> side, boolean left, double middle, int height) {
    int rows = rows(side);
    double top = (height - rows * ROW) / 2.0 + ROW / 2.0;
    double self = left ? (WIDTH - BOX) / 2.0 : (WIDTH + BOX) / 2.0;
    double boxX = left ? 1 : WIDTH - BOX - 1;
    double edge = left ? boxX + BOX : boxX;
    for (int i = 0; i < rows; i++) {
      double y = top + i * ROW;
      out.append("<path class=\"graph-edge\" d=\"M").append(edge).append(' ').append(y);
      out.append("C").append((edge + self) / 2).append(' ').append(y).append(' ');
      out.append((edge + self) / 2).append(' ').append(middle).append(' ');
      out.append(self).append(' ').append(middle).append("\"/>");
      if (i == SHOWN) {
        box(boxX, y, "graph-more", "", (side.size() - SHOWN) + " more, below");
        continue;
      }
      EstateStore.Neighbour neighbour = side.get(i);
      String id = left ? neighbour.relation().from().value() : neighbour.relation().to().value();
      String kind = neighbour.other().map(EstateStore.Row::kind).orElse("not in the inventory");
      String name = neighbour.other().map(EstateStore.Row::name).orElse(id);
      if (neighbour.other().isPresent()) {
        out.append("<a href=\"").append(escape(Link.to("/resource").with("id", id).toString())).append("\">");
      }
      String label = Format.words(neighbour.relation().type().id());
      box(boxX, y, neighbour.other().isPresent() ? "graph-other" : "graph-missing", label + " · " + kind, name);
      if (neighbour.other().isPresent()) {
        out.append("</a>");
      }
    }
  }

  private void box(double x, double y, String cssClass, String small, String name) {
    out.append("<g class=\"").append(cssClass).append("\"><rect x=\"").append(x).append("\" y=\"");
    out.append(y - HEIGHT / 2.0).append("\" width=\"").append(BOX).append("\" height=\"").append(HEIGHT);
    out.append("\" rx=\"4\"/><title>").append(escape(name)).append("</title>");
    if (small.isEmpty()) {
      out.append("<text x=\"").append(x + 10).append("\" y=\"").append(y + 4).append("\">");
      out.append(escape(fit(name))).append("</text></g>");
      return;
    }
    out.append("<text class=\"graph-small\" x=\"").append(x + 10).append("\" y=\"").append(y - 5).append("\">");
    out.append(escape(fit(small))).append("</text><text x=\"").append(x + 10).append("\" y=\"");
    out.append(y + 11).append("\">").append(escape(fit(name))).append("</text></g>");
  }

  private static String fit(String text) {
    return text.length() <= 28 ? text : text.substring(0, 27) + "…";
  }

  private static String escape(String text) {
    return org.springframework.web.util.HtmlUtils.htmlEscape(text, "UTF-8");
  }
}
