package roadbed.operate.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** Who is told of what, when and in which words, as documents say it. */
class FanoutTest {
  private static final Instant NIGHT = Instant.parse("2026-03-20T02:00:00Z");
  private static final Instant DAY = Instant.parse("2026-03-20T12:00:00Z");
  private static final String SETTINGS =
      """
      {"apiVersion":"roadbed.dev/v1","kind":"Notifications","address":"https://roadbed.example.org/",
       "mail":{"host":"smtp.example.org","from":"roadbed@example.org"},
       "targets":[{"id":"chat","slack":{"url":{"env":"CHAT"}}},{"id":"board","mail":{"to":["board@example.org"]}},
         {"id":"status","webhook":{"url":"https://status.example.org/in","secret":{"env":"SIGN"}}},
         {"id":"ann-chat","slack":{"token":{"file":"/run/token"},"channel":"U1"}}],
       "people":[{"id":"ann@example.org","zone":"Europe/Berlin","page":[{"via":"ann-chat"},{"via":"mail","after":"3m"}],"notices":"ann-chat",
         "quiet":{"from":"22:00","until":"7:00"},"digest":"08:30"}],
       "teams":[{"team":"team-shop","to":["chat","person:ann@example.org"]}],
       "routes":[
         {"on":"incident","severity":2,"services":"shop","audience":"responders","to":"chat"},
         {"on":["incident-declared","incident-restored","status-update"],"severity":1,"audience":"leadership","to":["board","chat"]},
         {"on":["incident","status-update"],"audience":"public","to":"status"},
         {"on":["budget-alert","cost-anomaly"],"to":"owners"},
         {"on":"change","to":"person:bob@example.org"},
         {"on":"target-failing","to":"board","digest":"09:00","zone":"Europe/Berlin"}],
       "pages":[{"policy":"shop","services":"shop","severity":2},{"policy":"all","severity":1}],
       "templates":[{"on":"incident-declared","audience":"leadership","subject":"{severity}: {title}","text":"{service} since {since}. {link}"}]}""";

  private static NotifySettings settings() {
    NotifyDocuments.Read read = NotifyDocuments.read(List.of(ValueJson.parse(SETTINGS)));
    assertThat(read.problems().getFirst()).isEmpty();
    return read.settings();
  }

  private static Notice notice(NoticeKind kind, int importance, String service, Optional<Circle> circle, List<String> owners, List<String> visibleTo) {
    return new Notice(
        "k", kind, "INC-7", importance, Optional.of(service), owners, circle, "Shop fails", "db-7 is full",
        Map.of("Severity", "SEV" + importance, "Since", "2 Jan", "Runbook", "https://x"), Optional.of("/incidents/INC-7"), visibleTo, DAY);
  }

  private static List<String> told(Notice notice, Instant now) {
    return Fanout.messages(notice, settings(), now).stream()
        .map(one -> one.target() + one.person().map(it -> "=" + it).orElse("") + " " + one.circle().id() + (one.due().equals(now) ? "" : " " + one.due()))
        .toList();
  }

  @Test
  void routesAreByKindSeverityAndServiceAndATargetIsToldOnceByTheFirst() {
    assertThat(told(notice(NoticeKind.INCIDENT_DECLARED, 1, "shop", Optional.empty(), List.of(), List.of()), DAY)).containsExactly("chat responders", "board leadership");
    assertThat(told(notice(NoticeKind.INCIDENT_DECLARED, 2, "shop", Optional.empty(), List.of(), List.of()), DAY)).containsExactly("chat responders");
    assertThat(told(notice(NoticeKind.INCIDENT_DECLARED, 2, "mail", Optional.empty(), List.of(), List.of()), DAY)).isEmpty();
  }

  @Test
  void aStatusUpdateReachesThoseItWasWrittenForAndThoseOutsideNothingElse() {
    assertThat(told(notice(NoticeKind.STATUS_UPDATE, 1, "shop", Optional.of(Circle.PUBLIC), List.of(), List.of()), DAY)).containsExactly("status public");
    assertThat(told(notice(NoticeKind.STATUS_UPDATE, 1, "shop", Optional.of(Circle.LEADERSHIP), List.of(), List.of()), DAY)).containsExactly("board leadership", "chat leadership");
    assertThat(told(notice(NoticeKind.STATUS_UPDATE, 1, "shop", Optional.of(Circle.RESPONDERS), List.of(), List.of()), DAY)).isEmpty();
  }

  @Test
  void whatIsOnlyForSomeReachesNoChannel() {
    assertThat(told(notice(NoticeKind.INCIDENT_DECLARED, 1, "shop", Optional.empty(), List.of(), List.of("eve")), DAY)).isEmpty();
    assertThat(told(notice(NoticeKind.CHANGE, 1, "shop", Optional.empty(), List.of(), List.of("bob@example.org")), DAY)).containsExactly("mail:bob@example.org=bob@example.org internal");
    assertThat(told(notice(NoticeKind.CHANGE, 1, "shop", Optional.empty(), List.of(), List.of("eve")), DAY)).isEmpty();
  }

  @Test
  void ownersAreToldAsIsSaidOfTheirTeamAndPeopleAsTheyWantIt() {
    assertThat(told(notice(NoticeKind.BUDGET_ALERT, 3, "", Optional.empty(), List.of("team-shop", "cem@example.org", "nobody"), List.of()), DAY))
        .as("Ann reads what is not urgent at half past eight by her clock")
        .containsExactly("chat internal", "ann-chat=ann@example.org internal 2026-03-21T07:30:00Z", "mail:cem@example.org=cem@example.org internal");
    assertThat(told(notice(NoticeKind.TARGET_FAILING, 2, "", Optional.empty(), List.of(), List.of()), DAY)).containsExactly("board internal 2026-03-21T08:00:00Z");
  }

  @Test
  void quietHoursHoldBackAllButPages() {
    Receiver ann = settings().receiver("ann@example.org").orElseThrow();
    assertThat(ann.due(Urgency.PAGE, NIGHT)).isEqualTo(NIGHT);
    assertThat(ann.due(Urgency.PROMPT, NIGHT)).as("seven by her clock").isEqualTo(Instant.parse("2026-03-20T06:00:00Z"));
    assertThat(ann.due(Urgency.PROMPT, Instant.parse("2026-03-20T21:30:00Z"))).as("over midnight").isEqualTo(Instant.parse("2026-03-21T06:00:00Z"));
    assertThat(ann.due(Urgency.PROMPT, DAY)).isEqualTo(DAY);
    List<Message> page = Fanout.page(notice(NoticeKind.PAGE, 1, "shop", Optional.empty(), List.of(), List.of()), ann, Optional.of("run"), Circle.RESPONDERS, NIGHT);
    assertThat(page).extracting(Message::target).containsExactly("ann-chat", "mail:ann@example.org");
    assertThat(page).extracting(Message::due).containsExactly(NIGHT, NIGHT.plusSeconds(180));
  }

  @Test
  void theFirstRuleThatHoldsPages() {
    assertThat(settings().policy(Optional.of("shop"), Optional.empty(), 2)).contains("shop");
    assertThat(settings().policy(Optional.of("mail"), Optional.empty(), 1)).contains("all");
    assertThat(settings().policy(Optional.of("mail"), Optional.empty(), 2)).isEmpty();
    assertThat(settings().policy(Optional.empty(), Optional.empty(), 1)).contains("all");
  }

  @Test
  void wordsAreForThoseWhoReadThem() {
    Notice declared = notice(NoticeKind.INCIDENT_DECLARED, 1, "shop", Optional.empty(), List.of(), List.of());
    Words responders = Words.of(declared, Circle.RESPONDERS, settings(), Optional.empty());
    assertThat(responders.subject()).isEqualTo("[SEV1] INC-7 Shop fails");
    assertThat(responders.facts()).containsKey("Runbook");
    assertThat(responders.link()).hasToString("Optional[https://roadbed.example.org/incidents/INC-7]");
    assertThat(Words.of(declared, Circle.INTERNAL, settings(), Optional.empty()).facts()).containsOnlyKeys("Severity", "Since");
    Words own = Words.of(declared, Circle.LEADERSHIP, settings(), Optional.empty());
    assertThat(own.subject()).isEqualTo("SEV1: Shop fails");
    assertThat(own.text()).isEqualTo("shop since 2 Jan. https://roadbed.example.org/incidents/INC-7");
    Words outside = Words.of(notice(NoticeKind.STATUS_UPDATE, 1, "shop", Optional.of(Circle.PUBLIC), List.of(), List.of()), Circle.PUBLIC, settings(), Optional.empty());
    assertThat(outside.subject() + outside.text() + outside.facts() + outside.link()).isEqualTo("Status updatedb-7 is full{}Optional.empty");
    assertThat(Words.of(declared, Circle.PUBLIC, settings(), Optional.empty()).text()).isEmpty();
  }

  @Test
  void whatIsWrongWithADocumentIsToldByItsPlace() {
    Value wrong =
        ValueJson.parse(
            """
            {"apiVersion":"roadbed.dev/v1","kind":"Notifications","address":"ftp://x",
             "mail":{"host":"h","from":"a@b\\nBcc: x@y","password":"clear"},
             "targets":[{"id":"a","slack":{"url":"https://hooks.slack.com/secret"}},{"id":"a b","teams":{"url":{"env":"X"}}},{"id":"c"},
               {"id":"d","pagerduty":{"routingKey":{"env":"A B"}}},{"id":"e","mail":{"to":["a@b, c@d"]}}],
             "people":[{"id":"ann","page":[{"via":"x"}],"quiet":{"from":"7:00","until":"25:00"}}],
             "routes":[{"on":"page","to":"nobody"},{"on":"incident","severity":"9","to":"person:ann"}],
             "templates":[{"on":"change","subject":"{secret}","text":"x"}]}""");
    NotifyDocuments.Read read = NotifyDocuments.read(List.of(wrong));
    assertThat(read.wrong()).isTrue();
    assertThat(read.problems().getFirst())
        .extracting(problem -> problem.pointer())
        .contains(
            "/address", "/mail/from", "/mail/password", "/targets/0/slack/url", "/targets/1/id", "/targets/2", "/targets/3/pagerduty/routingKey",
            "/targets/4/mail/to", "/people/0/page/0/via", "/people/0/quiet/until", "/routes/0/on", "/routes/0/to", "/routes/1/severity", "/templates/0/subject");
    assertThat(read.settings().targets()).doesNotContainKeys("a", "a b", "c", "d");
    assertThat(read.problems().toString()).as("what was written in place of a name may be a secret").doesNotContain("hooks.slack.com", "clear");
  }
}
