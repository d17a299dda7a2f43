package roadbed.web.ui;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.time.Clock;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.web.access.Access;
import roadbed.web.access.AccessDecision;
import roadbed.web.access.Caller;
import roadbed.web.access.Permission;
import roadbed.web.http.Replies;
import roadbed.web.http.Visit;

/** Renders a page's template inside its frame. */
final class Screen {
  private final TemplateEngine templates =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Screen.class.getClassLoader(), "roadbed.web.ui");
  private final Access access;
  private final Clock clock;
  private final String version;
  private final String assets;

  Screen(Access access, Clock clock, String version, String assets) {
    this.access = access;
    this.clock = clock;
    this.version = version;
    this.assets = assets;
  }

  ServerResponse show(Visit visit, String template, String title, String section, Object page) {
    return show(visit, HttpStatus.OK, template, title, section, page);
  }

  ServerResponse show(
      Visit visit, HttpStatus status, String template, String title, String section, Object page) {
    String user = visit.caller() instanceof Caller.Administrator it ? it.name() : "";
    Frame frame =
        new Frame(
            title,
            section,
            user,
            access.formToken(visit.caller()),
            AccessDecision.of(Permission.READ, visit.caller()) == AccessDecision.ALLOWED,
            section.equals("search") ? visit.text("q") : "",
            clock.instant(),
            version,
            assets);
    StringOutput html = new StringOutput(32 * 1024);
    templates.render(template + ".jte", Map.of("frame", frame, "page", page), html);
    return Replies.html(status, html.toString());
  }
}
