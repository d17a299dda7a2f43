package roadbed.prove.report;

import roadbed.model.Severity;

/** Text for a terminal, coloured only when asked to. */
final class TerminalText {
  static final String RED = "31";
  static final String GREEN = "32";
  static final String YELLOW = "33";
  private static final int LABEL = 13;

  private final boolean colour;
  private final int width;
  private final StringBuilder text = new StringBuilder();

  TerminalText(boolean colour, int width) {
    this.colour = colour;
    this.width = width;
  }

  static String colourOf(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "1;31";
      case HIGH -> RED;
      case MEDIUM -> YELLOW;
      case LOW -> "36";
    };
  }

  String dim(String what) {
    return paint(what, "2");
  }

  String bold(String what) {
    return paint(what, "1");
  }

  String paint(String what, String code) {
    return colour ? "\u001b[" + code + "m" + what + "\u001b[0m" : what;
  }

  void line(String what) {
    text.append(what).append('\n');
  }

  void rule(String title) {
    line(dim("── ") + bold(title) + " " + dim("─".repeat(Math.max(3, width - title.length() - 4))));
  }

  void labelled(String label, String what) {
    line(dim(label + " ".repeat(Math.max(1, LABEL - label.length()))) + what);
  }

  void indented(String what) {
    line(" ".repeat(9) + what);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
