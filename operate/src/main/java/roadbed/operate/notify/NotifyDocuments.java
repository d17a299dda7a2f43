package roadbed.operate.notify;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.model.AllocationJson;
import roadbed.model.SaidFields;
import roadbed.model.Value;

/**
 * Reads documents of kind {@code Notifications}. They may refer to one another. What is wrong is told by its place; as long
 * as something is, none of it holds, since who is not told of what would be found out too late.
 */
public final class NotifyDocuments {
  private static final String VERSION = "roadbed.dev/v1";
  private static final String SLACK = "https://slack.com/api/";
  private static final String PAGERDUTY = "https://events.pagerduty.com/v2/enqueue";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Pattern DURATION = Pattern.compile("(?:([0-9]{1,2})h)?(?:([0-9]{1,3})m)?(?:([0-9]{1,4})s)?");
  private static final Duration LONGEST_WAY = Duration.ofHours(2);

  private final List<SaidFields.Problems> problems = new ArrayList<>();
  private Optional<String> address = Optional.empty();
  private Optional<MailRelay> relay = Optional.empty();
  private final Map<String, Target> targets = new LinkedHashMap<>();
  private final Map<String, Receiver> people = new LinkedHashMap<>();
  private final Map<String, List<Route.Goal>> teams = new LinkedHashMap<>();
  private final List<Route> routes = new ArrayList<>();
  private final List<PageRule> pages = new ArrayList<>();
  private final List<Template> templates = new ArrayList<>();
  private final Set<String> declared = new HashSet<>();

  private NotifyDocuments() {}

  /**
   * What was read.
   *
   * @param problems what is wrong, of each document
   */
  public record Read(NotifySettings settings, List<List<AllocationJson.Problem>> problems) {
    public Read {
      problems = problems.stream().map(List::copyOf).toList();
    }

    /** Whether something is wrong. */
    public boolean wrong() {
      return problems.stream().anyMatch(of -> !of.isEmpty());
    }
  }

  /** Reads documents. */
  public static Read read(List<Value> documents) {
    NotifyDocuments reading = new NotifyDocuments();
    List<SaidFields> roots = new ArrayList<>();
    for (Value document : documents) {
      SaidFields.Problems problems = new SaidFields.Problems();
      reading.problems.add(problems);
      SaidFields root = SaidFields.of(document, problems);
      root.only("apiVersion", "kind", "address", "mail", "targets", "people", "teams", "routes", "pages", "templates");
      if (!root.text("apiVersion").equals(Optional.of(VERSION))) {
        root.wrong("apiVersion", "the version is not known", "write " + VERSION);
      }
      if (!root.text("kind").equals(Optional.of("Notifications"))) {
        root.wrong("kind", "this document does not say who is told", "write Notifications");
      }
      roots.add(root);
    }
    // What others refer to comes first, whichever document it stands in.
    roots.forEach(reading::server);
    roots.forEach(root -> root.list("targets").forEach(reading::target));
    roots.forEach(root -> root.list("people").forEach(reading::person));
    roots.forEach(root -> root.list("teams").forEach(reading::team));
    roots.forEach(root -> root.list("routes").forEach(reading::route));
    roots.forEach(root -> root.list("pages").forEach(reading::page));
    roots.forEach(root -> root.list("templates").forEach(reading::template));
    return new Read(
        new NotifySettings(
            reading.address, reading.relay, reading.targets, reading.people, reading.teams, reading.routes, reading.pages, reading.templates),
        reading.problems.stream().map(SaidFields.Problems::all).toList());
  }

  private void server(SaidFields root) {
    if (root.has("address")) {
      Optional<String> said = root.text("address").map(text -> text.replaceAll("/+$", "")).filter(NotifyDocuments::isWeb);
      if (said.isEmpty() || address.isPresent()) {
        root.wrong("address", "the one address of this server is expected here", "write for example https://roadbed.example.org");
      }
      address = address.or(() -> said);
    }
    if (root.has("mail")) {
      Optional<MailRelay> said = relay(root.object("mail"));
      if (relay.isPresent()) {
        root.wrong("mail", "the mail server is declared twice", "declare it once");
      }
      relay = relay.or(() -> said);
    }
  }

  private static boolean isWeb(String text) {
    try {
      URI uri = new URI(text);
      return text.length() <= 2_000 && uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getUserInfo() == null;
    } catch (URISyntaxException _) {
      return false;
    }
  }

  private static Optional<MailRelay> relay(SaidFields fields) {
    fields.only("host", "port", "security", "user", "password", "from");
    Optional<String> host = fields.required("host").filter(text -> text.matches("[A-Za-z0-9._:-]{1,253}"));
    Optional<MailRelay.Security> security =
        switch (fields.text("security").orElse("starttls")) {
          case "starttls" -> Optional.of(MailRelay.Security.STARTTLS);
          case "tls" -> Optional.of(MailRelay.Security.TLS);
          case "none" -> Optional.of(MailRelay.Security.NONE);
          default -> Optional.empty();
        };
    if (security.isEmpty()) {
      fields.wrong("security", "starttls, tls or none is expected here", "");
    }
    String usual = security.equals(Optional.of(MailRelay.Security.TLS)) ? "465" : "587";
    String port = fields.text("port").orElse(usual);
    boolean number = port.matches("[0-9]{1,5}") && Integer.parseInt(port) > 0 && Integer.parseInt(port) < 65_536;
    if (!number) {
      fields.wrong("port", "a port from 1 to 65535 is expected here", "");
    }
    Optional<String> from = fields.required("from").filter(NotifySettings::isAddress);
    if (fields.has("from") && from.isEmpty()) {
      fields.wrong("from", "a plain address of mail is expected here", "write for example roadbed@example.org");
    }
    Optional<Secret> password = fields.has("password") ? secret(fields, "password", false) : Optional.empty();
    Optional<String> user = fields.text("user");
    if (user.isPresent() != fields.has("password")) {
      fields.wrong("user", "a user has a password, and a password a user", "");
    }
    return host.isPresent() && security.isPresent() && number && from.isPresent()
        ? Optional.of(new MailRelay(host.get(), Integer.parseInt(port), security.get(), user, password, from.get()))
        : Optional.empty();
  }

  /** A secret is named, never written; an address may be written where {@code written} says so. */
  private static Optional<Secret> secret(SaidFields fields, String key, boolean written) {
    if (written && fields.text(key).filter(NotifyDocuments::isWeb).isPresent()) {
      return fields.text(key).map(Secret.Written::new);
    }
    if (!fields.has(key)) {
      fields.wrong("", key + " is missing", "write " + key + ": {env: NAME} or {file: PATH}");
      return Optional.empty();
    }
    SaidFields place = fields.object(key);
    place.only("env", "file");
    Optional<String> variable = place.text("env").filter(text -> text.matches("[A-Za-z_][A-Za-z0-9_]{0,199}"));
    Optional<String> file = place.text("file");
    if (variable.isPresent() == file.isPresent()) {
      fields.wrong(key, "a secret is not written here but named", "write {env: NAME} or {file: PATH}");
      return Optional.empty();
    }
    return variable.<Secret>map(Secret.Variable::new).or(() -> file.map(Secret.InFile::new));
  }

  private void target(SaidFields fields) {
    fields.only("id", "mail", "slack", "teams", "pagerduty", "webhook");
    Optional<String> id = name(fields, "target");
    List<String> kinds = fields.keys().stream().filter(key -> !key.equals("id")).toList();
    if (kinds.size() != 1) {
      fields.wrong("", "a target is one of mail, slack, teams, pagerduty and webhook", "write one of them");
      return;
    }
    SaidFields facts = fields.object(kinds.getFirst());
    Optional<Target> target =
        id.flatMap(
            name ->
                switch (kinds.getFirst()) {
                  case "mail" -> mail(name, facts);
                  case "slack" -> slack(name, facts);
                  case "teams" -> {
                    facts.only("url");
                    yield secret(facts, "url", false).map(url -> new Target.Teams(name, url));
                  }
                  case "pagerduty" -> {
                    facts.only("routingKey", "api");
                    String api = web(facts, "api", PAGERDUTY);
                    yield secret(facts, "routingKey", false).map(key -> new Target.PagerDuty(name, key, api));
                  }
                  case "webhook" -> {
                    facts.only("url", "secret");
                    Optional<Secret> signing = facts.has("secret") ? secret(facts, "secret", false) : Optional.empty();
                    yield secret(facts, "url", true).map(url -> new Target.Webhook(name, url, signing));
                  }
                  default -> Optional.empty();
                });
    target.ifPresent(one -> targets.put(one.id(), one));
  }

  private static String web(SaidFields fields, String key, String otherwise) {
    Optional<String> said = fields.text(key);
    if (said.isPresent() && said.filter(NotifyDocuments::isWeb).isEmpty()) {
      fields.wrong(key, "an address that begins with https:// is expected here", "");
    }
    return said.filter(NotifyDocuments::isWeb).orElse(otherwise);
  }

  private Optional<Target> mail(String id, SaidFields facts) {
    facts.only("to");
    List<String> to = facts.texts("to");
    if (to.isEmpty() || to.size() > 100) {
      facts.wrong("to", "from 1 to 100 addresses are expected here", "");
    }
    for (String one : to) {
      if (!NotifySettings.isAddress(one)) {
        facts.wrong("to", one + " is no plain address of mail", "write for example ann@example.org");
      }
    }
    if (relay.isEmpty()) {
      facts.wrong("", "there is no mail server that could send this", "declare it below mail");
    }
    return to.isEmpty() ? Optional.empty() : Optional.of(new Target.Mail(id, to));
  }

  private static Optional<Target> slack(String id, SaidFields facts) {
    facts.only("url", "token", "channel", "api");
    if (facts.has("url") == facts.has("token")) {
      facts.wrong("", "Slack is reached by the url of a webhook, or by the token of an app and a channel", "write one of them");
      return Optional.empty();
    }
    if (facts.has("url")) {
      return secret(facts, "url", false).map(url -> new Target.SlackWebhook(id, url));
    }
    Optional<String> channel = facts.required("channel").filter(text -> text.matches("[A-Za-z0-9#@._-]{1,100}"));
    String api = web(facts, "api", SLACK);
    return secret(facts, "token", false).flatMap(token -> channel.map(to -> new Target.SlackChannel(id, token, to, api.endsWith("/") ? api : api + "/")));
  }

  private Optional<String> name(SaidFields fields, String kind) {
    Optional<String> id = fields.required("id");
    if (id.isPresent() && !NAME.matcher(id.get()).matches()) {
      fields.wrong("id", "a name of letters, digits, dots and dashes is expected here", "");
      return Optional.empty();
    }
    return id.filter(one -> isFirst(fields, kind, one));
  }

  private boolean isFirst(SaidFields fields, String kind, String id) {
    boolean first = declared.add(kind + "/" + id);
    if (!first) {
      fields.wrong("id", id + " is declared twice", "declare it once");
    }
    return first;
  }

  private void person(SaidFields fields) {
    fields.only("id", "zone", "page", "notices", "quiet", "digest");
    Optional<String> id = fields.required("id").filter(one -> isFirst(fields, "person", one));
    Optional<ZoneId> zone = zone(fields, "UTC");
    List<Receiver.Way> ways = new ArrayList<>();
    for (SaidFields said : fields.list("page")) {
      said.only("via", "after");
      Optional<Duration> after = said.has("after") ? said.text("after").flatMap(NotifyDocuments::duration) : Optional.of(Duration.ZERO);
      if (after.isEmpty()) {
        said.wrong("after", "a time up to two hours is expected here", "write for example 3m");
      }
      via(said, id).ifPresent(target -> after.ifPresent(wait -> ways.add(new Receiver.Way(target, wait))));
    }
    if (ways.isEmpty() && id.isPresent()) {
      via(fields, id).ifPresent(target -> ways.add(new Receiver.Way(target, Duration.ZERO)));
    }
    Optional<String> otherwise = fields.has("notices") ? fields.text("notices").flatMap(text -> known(fields, "notices", text, id)) : Optional.empty();
    Optional<Receiver.Quiet> quiet = fields.has("quiet") ? quiet(fields.object("quiet")) : Optional.empty();
    Optional<LocalTime> digest = fields.has("digest") ? time(fields, "digest") : Optional.empty();
    if (id.isPresent() && zone.isPresent() && !ways.isEmpty()) {
      people.put(id.get(), new Receiver(id.get(), zone.get(), ways, otherwise.orElse(ways.getFirst().target()), quiet, digest));
    }
  }

  private Optional<String> via(SaidFields fields, Optional<String> person) {
    return known(fields, "via", fields.text("via").orElse("mail"), person);
  }

  /** A target's identifier; {@code mail} is the address by which the person is known. */
  private Optional<String> known(SaidFields fields, String key, String text, Optional<String> person) {
    if (targets.containsKey(text)) {
      return Optional.of(text);
    }
    if (text.equals("mail") && person.filter(NotifySettings::isAddress).isPresent() && relay.isPresent()) {
      return person.map(id -> NotifySettings.ADDRESS + id);
    }
    fields.wrong(
        fields.has(key) ? key : "",
        text.equals("mail") ? "mail reaches nobody here: the person's id is no address, or there is no mail server" : "there is no target " + text,
        "declare it below targets");
    return Optional.empty();
  }

  private static Optional<Receiver.Quiet> quiet(SaidFields fields) {
    fields.only("from", "until");
    Optional<LocalTime> from = time(fields, "from");
    Optional<LocalTime> until = time(fields, "until");
    if (from.isPresent() && from.equals(until)) {
      fields.wrong("until", "quiet hours end at another time than they begin", "");
      return Optional.empty();
    }
    return from.flatMap(begin -> until.map(end -> new Receiver.Quiet(begin, end)));
  }

  private static Optional<LocalTime> time(SaidFields fields, String key) {
    Optional<LocalTime> time =
        fields
            .required(key)
            .filter(text -> text.matches("[0-9]{1,2}:[0-9]{2}"))
            .flatMap(
                text -> {
                  try {
                    return Optional.of(LocalTime.parse(text.length() == 4 ? "0" + text : text));
                  } catch (DateTimeException _) {
                    return Optional.empty();
                  }
                });
    if (fields.has(key) && time.isEmpty()) {
      fields.wrong(key, "a time of the day is expected here", "write for example \"08:30\"");
    }
    return time;
  }

  private static Optional<ZoneId> zone(SaidFields fields, String otherwise) {
    String text = fields.text("zone").orElse(otherwise);
    try {
      return Optional.of(ZoneId.of(text));
    } catch (DateTimeException _) {
      fields.wrong("zone", "there is no time zone " + text, "write for example Europe/Berlin or UTC");
      return Optional.empty();
    }
  }

  private static Optional<Duration> duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      return Optional.empty();
    }
    Duration duration = Duration.ofHours(number(matcher, 1)).plusMinutes(number(matcher, 2)).plusSeconds(number(matcher, 3));
    return duration.compareTo(LONGEST_WAY) > 0 ? Optional.empty() : Optional.of(duration);
  }

  private static long number(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private void team(SaidFields fields) {
    fields.only("team", "to");
    Optional<String> team = fields.required("team");
    List<Route.Goal> to = goals(fields, false);
    if (team.isPresent() && !to.isEmpty()) {
      if (teams.putIfAbsent(team.get(), to) != null) {
        fields.wrong("team", team.get() + " is declared twice", "declare it once");
      }
    }
  }

  private List<Route.Goal> goals(SaidFields fields, boolean owners) {
    List<Route.Goal> goals = new ArrayList<>();
    List<String> said = fields.texts("to");
    if (said.isEmpty()) {
      fields.wrong("to", "somebody is expected here", "write a target, person:ID" + (owners ? " or owners" : ""));
    }
    for (String one : said) {
      if (one.equals("owners") && owners) {
        goals.add(new Route.AtOwners());
      } else if (one.startsWith("person:")) {
        String person = one.substring("person:".length());
        if (people.containsKey(person) || (NotifySettings.isAddress(person) && relay.isPresent())) {
          goals.add(new Route.AtPerson(person));
        } else {
          fields.wrong("to", "nothing reaches " + person, "declare them below people");
        }
      } else if (targets.containsKey(one)) {
        goals.add(new Route.AtTarget(one));
      } else {
        fields.wrong("to", "there is no target " + one, "declare it below targets, or write person:ID");
      }
    }
    return goals;
  }

  private void route(SaidFields fields) {
    fields.only("on", "severity", "services", "owners", "audience", "to", "urgency", "digest", "zone");
    List<NoticeKind> on = kinds(fields);
    List<Circle> circles = circles(fields);
    List<Route.Goal> to = goals(fields, true);
    Optional<Urgency> urgency = fields.text("urgency").flatMap(Urgency::of);
    if (fields.has("urgency") && urgency.isEmpty()) {
      fields.wrong("urgency", "page, prompt or low is expected here", "");
    }
    Optional<ZoneId> zone = zone(fields, "UTC");
    Optional<Route.Digest> digest =
        fields.has("digest") ? time(fields, "digest").flatMap(at -> zone.map(clock -> new Route.Digest(at, clock))) : Optional.empty();
    int least = least(fields);
    if (!on.isEmpty() && !to.isEmpty() && !circles.isEmpty() && least > 0) {
      routes.add(new Route(on, least, fields.texts("services"), fields.texts("owners"), circles, to, urgency, digest));
    }
  }

  private static List<NoticeKind> kinds(SaidFields fields) {
    List<NoticeKind> kinds = new ArrayList<>();
    List<String> said = fields.texts("on");
    for (String one : said) {
      Optional<NoticeKind> kind = NoticeKind.of(one).filter(NoticeKind.routed()::contains);
      if (one.equals("incident")) {
        NoticeKind.routed().stream().filter(it -> it.id().startsWith("incident-")).forEach(kinds::add);
      } else if (kind.isEmpty()) {
        fields.wrong("on", "nothing of the kind " + one + " is told", "incident, or one of " + String.join(", ", NoticeKind.routed().stream().map(NoticeKind::id).toList()));
      }
      kind.ifPresent(kinds::add);
    }
    if (said.isEmpty()) {
      fields.wrong("on", "what is told is expected here", "write for example incident or budget-alert");
    }
    return kinds;
  }

  private static List<Circle> circles(SaidFields fields) {
    if (!fields.has("audience")) {
      return List.of(Circle.INTERNAL);
    }
    List<Circle> circles = new ArrayList<>();
    for (String one : fields.texts("audience")) {
      Optional<Circle> circle = Circle.of(one);
      circle.ifPresent(circles::add);
      if (circle.isEmpty()) {
        fields.wrong("audience", "responders, internal, leadership or public is expected here", "");
      }
    }
    return circles;
  }

  /** {@code severity: 2} is 2 and worse. */
  private static int least(SaidFields fields) {
    String text = fields.text("severity").orElse("5");
    if (!text.matches("[1-5]")) {
      fields.wrong("severity", "a number from 1 (worst) to 5 is expected here", "2 means 2 and worse");
      return 0;
    }
    return Integer.parseInt(text);
  }

  private void page(SaidFields fields) {
    fields.only("policy", "services", "owners", "severity");
    int least = least(fields);
    fields.required("policy").filter(_ -> least > 0).ifPresent(policy -> pages.add(new PageRule(policy, fields.texts("services"), fields.texts("owners"), least)));
  }

  private void template(SaidFields fields) {
    fields.only("on", "audience", "subject", "text");
    List<NoticeKind> on = kinds(fields);
    Optional<String> subject = fields.required("subject");
    Optional<String> text = fields.required("text");
    for (String key : List.of("subject", "text")) {
      fields.text(key).flatMap(Template::unknown).ifPresent(
          name -> fields.wrong(key, "{" + name + "} means nothing", "known are " + String.join(", ", Template.NAMES)));
    }
    List<Circle> circles = circles(fields);
    if (!on.isEmpty() && subject.isPresent() && text.isPresent()) {
      circles.forEach(circle -> templates.add(new Template(on, circle, subject.get(), text.get())));
    }
  }
}
