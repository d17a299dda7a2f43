package roadbed.operate.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import roadbed.model.Alert;

class IncidentTest {
  private static final Instant NOW = Instant.parse("2026-03-02T03:00:00Z");

  private static IncidentState.Open declared(String id, Instant at) {
    return IncidentState.declare(
        id, at, at, "ann", new Entry.Declared("Checkout fails", IncidentSeverity.SEV2, Optional.of("shop"), "users say so"));
  }

  private static Alert alert(String title) {
    return new Alert(
        "alertmanager", title, Alert.State.FIRING, Alert.Level.CRITICAL, title, "", Optional.of(NOW), Optional.empty(),
        Optional.of("shop"), List.of(), Map.of(), Optional.empty(), Optional.empty());
  }

  private static IncidentState with(IncidentState state, Entry.What what) {
    return state.with(NOW, NOW, "bob", what);
  }

  @Test
  void momentsAreFactsOfTheirOwnWithWhoSetThem() {
    IncidentState state =
        with(declared("INC-1", NOW), new Entry.MomentSet(Moment.IMPACT_STARTED, Optional.of(NOW.minusSeconds(600)), "error rate"));

    assertThat(state.dossier().declaredAt()).isEqualTo(NOW);
    assertThat(state.dossier().moments().get(Moment.IMPACT_STARTED))
        .isEqualTo(new Dossier.Fact(NOW.minusSeconds(600), "bob", NOW, "error rate"));
    assertThat(with(state, new Entry.MomentSet(Moment.IMPACT_STARTED, Optional.empty(), "wrong graph")).dossier().moments()).isEmpty();
  }

  @Test
  void thereIsOneCommanderAndAnyNumberOfExperts() {
    IncidentState state = declared("INC-1", NOW);
    state = with(state, new Entry.RoleTaken(IncidentRole.COMMANDER, Optional.of("ann")));
    state = with(state, new Entry.RoleTaken(IncidentRole.COMMANDER, Optional.of("bob")));
    state = with(state, new Entry.RoleTaken(IncidentRole.EXPERT, Optional.of("cem")));
    state = with(state, new Entry.RoleTaken(IncidentRole.EXPERT, Optional.of("dee")));

    assertThat(state.dossier().roles())
        .containsEntry(IncidentRole.COMMANDER, List.of("bob"))
        .containsEntry(IncidentRole.EXPERT, List.of("cem", "dee"));
  }

  @Test
  void itIsNotRestoredBeforeItBegan() {
    IncidentState.Open open =
        (IncidentState.Open)
            with(declared("INC-1", NOW), new Entry.MomentSet(Moment.IMPACT_STARTED, Optional.of(NOW), "error rate"));

    assertThatThrownBy(() -> open.restore(NOW.minusSeconds(1), NOW, "bob")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void actionsBlockTheEndUntilTheyAreDoneOrFormallyAccepted() {
    IncidentState.Restored restored = declared("INC-1", NOW).restore(NOW, NOW, "bob");
    IncidentState state = with(restored, new Entry.CauseConfirmed("bad-deploy", false));
    state = with(state, new Entry.ActionAdded("a1", "roll back by itself", "cem", LocalDate.parse("2026-04-01")));
    state = with(state, new Entry.ActionAdded("a2", "load test", "dee", LocalDate.parse("2026-04-01")));
    state = with(state, new Entry.ActionDone("a1", Optional.of("pull request 7")));
    IncidentState.Restored open = (IncidentState.Restored) state;

    assertThatThrownBy(() -> open.close(NOW, "ann")).hasMessageContaining("action a2 of dee").hasMessageNotContaining("a1 of");

    IncidentState.Restored accepted = (IncidentState.Restored) with(open, new Entry.ActionAccepted("a2", "the shop is retired in May"));
    assertThat(accepted.close(NOW, "ann").state()).isEqualTo("closed");
  }

  @Test
  void aStepIsNoRemark() {
    assertThatThrownBy(() -> with(declared("INC-1", NOW), new Entry.Closed())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theStateIsWhatTheEntriesSay() {
    IncidentState.Closed closed =
        ((IncidentState.Restored) with(declared("INC-1", NOW).restore(NOW, NOW, "bob"), new Entry.CauseConfirmed("capacity", false)))
            .close(NOW, "ann");
    IncidentState.Open again = closed.reopen(NOW.plusSeconds(60), "ann", "it came back");

    assertThat(IncidentState.of("INC-1", closed.dossier().entries())).isEqualTo(closed);
    assertThat(IncidentState.of("INC-1", again.dossier().entries())).isEqualTo(again);
    assertThat(again.dossier().moment(Moment.RESTORED)).isEmpty();
  }

  @Test
  void aSecurityIncidentIsForThoseWhoNeedToKnow() {
    IncidentState state = with(declared("INC-1", NOW), new Entry.Restricted(List.of("ann", "bob")));

    assertThat(state.dossier().visibleTo("bob")).isTrue();
    assertThat(state.dossier().visibleTo("cem")).isFalse();
  }

  @Test
  void whatCameBackIsFoundByCauseAndByLook() {
    IncidentState.Open first = declared("INC-1", NOW.minus(Duration.ofDays(30))).join(alert("Pod shop-7f9c8d6b5-1 restarts"), "k1", "", NOW);
    IncidentState.Open second = declared("INC-2", NOW).join(alert("Pod shop-1a2b3c4d5-9 restarts"), "k2", "", NOW);
    IncidentState caused = with(declared("INC-3", NOW.minus(Duration.ofDays(89))), new Entry.CauseConfirmed("quota", true));
    IncidentState old = with(declared("INC-4", NOW.minus(Duration.ofDays(91))), new Entry.CauseConfirmed("quota", true));
    Dossier now = with(second, new Entry.CauseConfirmed("quota", true)).dossier();

    assertThat(Recurrence.find(now, List.of(first.dossier(), caused.dossier(), old.dossier(), now)))
        .extracting(Recurrence.Earlier::incident)
        .containsExactly("INC-1", "INC-3");
  }

  @Test
  void aPostmortemIsFilledFromTheTimeline() {
    IncidentState state = declared("INC-1", NOW).join(alert("Error rate"), "k", "opened it", NOW);
    state = with(state, new Entry.MomentSet(Moment.IMPACT_STARTED, Optional.of(NOW.minusSeconds(300)), "graph"));
    state = with(state, new Entry.MomentSet(Moment.DETECTED, Optional.of(NOW), "alert"));
    state = ((IncidentState.Open) state).restore(NOW.plusSeconds(3600), NOW.plusSeconds(3600), "bob");
    Map<String, String> draft = Postmortem.draft(state.dossier());

    assertThat(draft.get("summary")).isEqualTo("Checkout fails (shop), SEV2, felt for 1 h 5 min.");
    assertThat(draft.get("detection")).isEqualTo("Known 5 min after it began. Told by: Error rate.");
    assertThat(draft.get("timeline")).contains("2026-03-02T04:00:00Z  restored (bob)");
    assertThat(draft.get("learning")).isEmpty();
  }

  @Test
  void wordsThatJudgePeopleArePointedOutWithAnotherWay() {
    assertThat(BlamelessWording.check("Bob failed to check, which was obviously human error."))
        .extracting(BlamelessWording.Remark::words)
        .containsExactly("failed to", "obviously", "human error");
    assertThat(BlamelessWording.check("The check was not run, for nothing asked for it.")).isEmpty();
  }
}
