package roadbed.rego.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Names of files and folders that are passed over, by shell patterns; never what was asked for by its own name. */
public record Ignoring(List<Pattern> patterns) {
  public static final Ignoring NOTHING = new Ignoring(List.of());

  public Ignoring {
    patterns = List.copyOf(patterns);
  }

  /** The patterns of OPA's {@code --ignore}: {@code *}, {@code ?} and {@code [a-z]} against the last name of a path. */
  public static Ignoring of(List<String> globs) {
    List<Pattern> patterns = new ArrayList<>();
    for (String glob : globs) {
      patterns.add(Pattern.compile(expression(glob)));
    }
    return new Ignoring(patterns);
  }

  private static String expression(String glob) {
    StringBuilder out = new StringBuilder();
    boolean inClass = false;
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      boolean escaped = c == '\\' && i + 1 < glob.length();
      if (escaped) {
        i++;
        out.append(Pattern.quote(String.valueOf(glob.charAt(i))));
      } else if (inClass) {
        inClass = c != ']';
        out.append(c == '[' || c == '&' ? "\\" + c : String.valueOf(c));
      } else if (c == '*') {
        out.append("[^/]*");
      } else if (c == '?') {
        out.append("[^/]");
      } else if (c == '[' && glob.indexOf(']', i + 2) > 0) {
        inClass = true;
        out.append('[');
        if (glob.charAt(i + 1) == '!' || glob.charAt(i + 1) == '^') {
          out.append('^');
          i++;
        }
      } else {
        out.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return out.toString();
  }

  /** Whether a file or folder of this name is passed over. */
  boolean matches(String name) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
  }
}
