package roadbed.inventory.facet;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.model.Value;

/**
 * The marks {@code ***SECRET:kind***} that {@code collect} leaves where a secret stood in a longer text: what
 * kinds of secret a script held, without any of them.
 */
public final class SecretMarks {
  private static final Pattern MARK = Pattern.compile("\\*\\*\\*SECRET:([a-z0-9-]{1,40})\\*\\*\\*");

  private SecretMarks() {}

  /** The kinds of secret that a text, or the text that it is base64 of, held; sorted. */
  public static Set<String> in(String text) {
    Set<String> kinds = new TreeSet<>();
    Matcher matcher = MARK.matcher(text);
    while (matcher.find()) {
      kinds.add(matcher.group(1));
    }
    if (kinds.isEmpty() && text.length() >= 16 && text.indexOf(' ') < 0) {
      try {
        String script = new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8);
        Matcher inside = MARK.matcher(script);
        while (inside.find()) {
          kinds.add(inside.group(1));
        }
      } catch (IllegalArgumentException _) {
        return kinds;
      }
    }
    return kinds;
  }

  /** Names of variables whose value is a secret or held one; sorted, never the value. */
  public static Set<String> inVariables(Document block, String attribute) {
    Set<String> names = new TreeSet<>();
    Document variables = block.block(attribute);
    for (String name : block.names(attribute)) {
      Value value =
          variables.root() instanceof Value.Fields fields
              ? fields.get(name).orElse(Value.Null.INSTANCE)
              : Value.Null.INSTANCE;
      if (value instanceof Value.Secret || (value instanceof Value.Text text && !in(text.value()).isEmpty())) {
        names.add(name);
      }
    }
    return names;
  }
}
