package roadbed.prove.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Writes one SVG picture: escaping, short numbers, and the colours. */
final class Svg {
  static final String TEXT = "var(--chart-text, #5b6470)";
  static final String GRID = "var(--chart-grid, #d9dee5)";
  static final String QUIET = "var(--chart-quiet, #b6bec9)";
  static final String GOOD = "var(--chart-good, #1d7a4c)";
  static final String BAD = "var(--chart-bad, #b3261e)";

  private static final String[] FALLBACK = {
    "#2f5fa8", "#c2571a", "#2b8a76", "#8a4fa3", "#b08a12", "#4f8fd0", "#a83d5c", "#6c7683"
  };

  private final StringBuilder out = new StringBuilder(1024);

  /** Starts a picture that scales with its container. */
  Svg(int width, int height, String cssClass, String label) {
    this(width, height, cssClass, label, "");
  }

  /** Starts a picture with more attributes, each followed by a space. */
  Svg(int width, int height, String cssClass, String label, String attributes) {
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"")
        .append(cssClass)
        .append("\" viewBox=\"0 0 ")
        .append(width)
        .append(' ')
        .append(height)
        .append("\" width=\"")
        .append(width)
        .append("\" height=\"")
        .append(height)
        .append("\" ")
        .append(attributes)
        .append("role=\"img\" aria-label=\"")
        .append(escape(label))
        .append("\" font-family=\"inherit\" font-size=\"12\">");
  }

  /** Colour of the series at an index; they repeat after eight. */
  static String colour(int index) {
    int slot = index % FALLBACK.length;
    return "var(--chart-" + (slot + 1) + ", " + FALLBACK[slot] + ")";
  }

  void line(double x1, double y1, double x2, double y2, String colour, String more) {
    out.append("<line x1=\"").append(number(x1)).append("\" y1=\"").append(number(y1));
    out.append("\" x2=\"").append(number(x2)).append("\" y2=\"").append(number(y2));
    out.append("\" stroke=\"").append(colour).append("\" ").append(more).append("/>");
  }

  /** A rectangle that says its own text when pointed at; no text, no tooltip. */
  void rectangle(
      double x, double y, double width, double height, double radius, String colour, String tooltip) {
    if (width <= 0 || height <= 0) {
      return;
    }
    out.append("<rect x=\"").append(number(x)).append("\" y=\"").append(number(y));
    out.append("\" width=\"").append(number(width)).append("\" height=\"").append(number(height));
    if (radius > 0) {
      out.append("\" rx=\"").append(number(radius));
    }
    out.append("\" fill=\"").append(colour);
    if (tooltip.isEmpty()) {
      out.append("\"/>");
    } else {
      out.append("\"><title>").append(escape(tooltip)).append("</title></rect>");
    }
  }

  void circle(double x, double y, double radius, String colour, String tooltip) {
    out.append("<circle cx=\"").append(number(x)).append("\" cy=\"").append(number(y));
    out.append("\" r=\"").append(number(radius)).append("\" fill=\"").append(colour);
    out.append("\"><title>").append(escape(tooltip)).append("</title></circle>");
  }

  void path(String d, String fill, String stroke, double width, String more) {
    out.append("<path d=\"").append(d).append("\" fill=\"").append(fill);
    out.append("\" stroke=\"").append(stroke).append("\" stroke-width=\"").append(number(width));
    out.append("\" stroke-linejoin=\"round\" stroke-linecap=\"round\" ").append(more).append("/>");
  }

  /** Text; the anchor is start, middle or end. */
  void text(double x, double y, String anchor, String colour, String text) {
    out.append("<text x=\"").append(number(x)).append("\" y=\"").append(number(y));
    out.append("\" text-anchor=\"").append(anchor).append("\" fill=\"").append(colour);
    out.append("\">").append(escape(text)).append("</text>");
  }

  String end() {
    return out.append("</svg>").toString();
  }

  /** At most two decimals, no trailing zeros. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return "0";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e9) {
      return Long.toString((long) value);
    }
    return BigDecimal.valueOf(value)
        .setScale(2, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  /** Text as it may stand in SVG's content and quoted attributes; control characters are left out. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> {
                  if (c >= 0x20 && c != 0x7f && (c < 0xd800 || c > 0xdfff)) {
                    escaped.appendCodePoint(c);
                  }
                }
              }
            });
    return escaped.toString();
  }

  /** A text that fits about so many characters, with an ellipsis where it was cut. */
  static String fit(String text, int characters) {
    return text.codePointCount(0, text.length()) <= characters
        ? text
        : text.substring(0, text.offsetByCodePoints(0, Math.max(1, characters - 1))) + "…";
  }

}
