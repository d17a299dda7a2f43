package roadbed.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnCallCommandTest {
  private static final String PLAN =
      """
      apiVersion: roadbed.dev/v1
      kind: OnCall
      people:
        - {id: ann, name: Ann, zone: Europe/Berlin}
      schedules:
        - id: ops
          name: Operations
          zone: Europe/Berlin
          layers:
            - name: week
              rotation: {every: week, start: 2026-01-05T09:00}
              members: [ann, bob]
      escalations:
        - id: ops
          levels:
            - {delay: 5m, targets: [{schedule: ops}]}
      """;

  @TempDir Path folder;

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void whoIsOnCallIsSaidWithTheEndAndTheReason() throws IOException {
    Cli cli = Cli.run("oncall", "who", file("p.yaml", PLAN), "--at", "2026-01-13T10:00");
    assertThat(cli.code()).isZero();
    assertThat(cli.out()).contains("ops       bob      Mon 2026-01-19 09:00  week");
  }

  @Test
  void gapsAreToldAndMakeTheCommandFail() throws IOException {
    Cli cli = Cli.run("oncall", "schedule", file("p.yaml", PLAN), "--from", "2026-01-05", "--until", "2026-01-05");
    assertThat(cli.code()).isEqualTo(1);
    assertThat(cli.out()).contains("gap: nobody from Mon 2026-01-05 00:00 to Mon 2026-01-05 09:00, 9:00 hours");
  }

  @Test
  void anAbsenceOfACalendarIsADocumentThatTheOthersFollow() throws IOException {
    String calendar =
        file(
            "c.ics",
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260113\r\nSUMMARY:Leave\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
    String absences = folder.resolve("absences.yaml").toString();
    assertThat(Cli.run("oncall", "import", calendar, "--person", "bob", "--out", absences).code()).isZero();

    Cli cli = Cli.run("oncall", "who", file("p.yaml", PLAN), absences, "--at", "2026-01-13T10:00");
    assertThat(cli.out()).contains("ann").contains("week, for bob");
  }

  @Test
  void anExportOfOneSchedulerIsReadBackByUs() throws IOException {
    String export =
        file(
            "pd.json",
            """
            {"schedule":{"id":"P1","name":"Ops: \\"night\\" #1","time_zone":"America/New_York","schedule_layers":[
              {"name":"- odd: name","start":"2026-01-05T00:00:00-05:00","rotation_virtual_start":"2026-01-05T09:00:00-05:00",
               "rotation_turn_length_seconds":86400,"users":[{"user":{"summary":"yes"}}],"restrictions":[
                 {"type":"daily_restriction","start_time_of_day":"20:00:00","duration_seconds":43200}]}]}}""");
    String document = folder.resolve("plan.yaml").toString();
    assertThat(Cli.run("oncall", "import", export, "--out", document).code()).isZero();
    Cli cli = Cli.run("oncall", "who", document, "--at", "2026-03-08T21:00", "--format", "json");
    assertThat(cli.code()).isZero();
    assertThat(cli.out()).contains("\"person\":\"yes\"", "\"from\":\"2026-03-09T00:00:00Z\"", "\"until\":\"2026-03-09T12:00:00Z\"");
  }

  @Test
  void theStepsOfAnEscalationAndACalendarAreWritten() throws IOException {
    String plan = file("p.yaml", PLAN);
    assertThat(Cli.run("oncall", "escalate", plan, "--policy", "ops", "--at", "2026-01-06").out()).contains("+0 min", "ann", "schedule ops");
    assertThat(Cli.run("oncall", "export", plan, "--from", "2026-01-06", "--until", "2026-01-07").out())
        .contains("DTSTART:20260105T080000Z\r\nDTEND:20260112T080000Z\r\nSUMMARY:Operations: Ann\r\n");
    assertThat(Cli.run("oncall", "fairness", plan, "--from", "2026-01-05", "--until", "2026-01-18").out()).contains("ann     168:00");
  }

  @Test
  void wrongDocumentsAndWrongWordsAreToldByTheirPlaces() throws IOException {
    Cli wrong = Cli.run("oncall", "who", file("p.yaml", PLAN.replace("every: week", "every: fortnight")));
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.err()).contains("p.yaml:11:27#/schedules/0/layers/0/rotation/every");
    assertThat(Cli.run("oncall", "who", file("q.yaml", "kind: Other\n")).code()).isEqualTo(2);
    assertThat(Cli.run("oncall", "import", file("x.json", "{}")).code()).isEqualTo(2);
  }
}
