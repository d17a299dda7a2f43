package roadbed.web.ui;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import roadbed.model.ResourceId;

/** An address of a page with its parameters; immutable, so that every variation is a new one. */
record Link(String path, Map<String, List<String>> parameters) {
  Link {
    parameters = new LinkedHashMap<>(parameters);
  }

  static Link to(String path) {
    return new Link(path, Map.of());
  }

  /** The page of a resource. */
  static String resource(ResourceId id) {
    return to("/resource").with("id", id.value()).toString();
  }

  /** The page of a guardrail. */
  static String guardrail(String id) {
    return "/guardrails/" + encode(id);
  }

  /** The page of a KPI. */
  static String kpi(String id) {
    return "/kpis/" + encode(id);
  }

  /** With a parameter that has just this value; empty text takes it away. */
  Link with(String name, String value) {
    Map<String, List<String>> changed = new LinkedHashMap<>(parameters);
    if (value.isEmpty()) {
      changed.remove(name);
    } else {
      changed.put(name, List.of(value));
    }
    return new Link(path, changed);
  }

  /** With these values of a parameter. */
  Link with(String name, List<String> values) {
    Map<String, List<String>> changed = new LinkedHashMap<>(parameters);
    if (values.isEmpty()) {
      changed.remove(name);
    } else {
      changed.put(name, List.copyOf(values));
    }
    return new Link(path, changed);
  }

  /** Without one value of a parameter. */
  Link without(String name, String value) {
    List<String> left = new ArrayList<>(parameters.getOrDefault(name, List.of()));
    left.remove(value);
    return with(name, left);
  }

  /** Elsewhere with the same parameters. */
  Link at(String otherPath) {
    return new Link(otherPath, parameters);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(path);
    char separator = '?';
    for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
      for (String value : parameter.getValue()) {
        text.append(separator).append(encode(parameter.getKey())).append('=').append(encode(value));
        separator = '&';
      }
    }
    return text.toString();
  }
}
