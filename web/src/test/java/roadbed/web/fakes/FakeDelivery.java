package roadbed.web.fakes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roadbed.assess.delivery.DeliveryRules;
import roadbed.assess.delivery.DeliveryStore;
import roadbed.web.hooks.AlertReception;
import roadbed.web.hooks.DeliveryReception;

/** Takes what one source sends, and people's word on deployments, in memory. */
public final class FakeDelivery implements DeliveryReception {
  /** What the one source sends as its token. */
  public static final String TOKEN = "the token of ci";

  /** What people said. */
  public final List<String> words = new ArrayList<>();

  private final List<DeliveryStore.Source> sources = new ArrayList<>();

  FakeDelivery() {
    sources.add(new DeliveryStore.Source("ci", "hash", Optional.empty(), "ann", FakeEstate.NOW, Optional.empty()));
  }

  @Override
  public AlertReception.Answer receive(String source, AlertReception.Sent sent) {
    return !source.equals("ci") || !sent.token().equals(TOKEN)
        ? new AlertReception.Answer.Stranger()
        : sent.body().length < 2 ? new AlertReception.Answer.Unreadable("it is empty") : new AlertReception.Answer.Kept("");
  }

  @Override
  public AlertReception.Admitted admit(String id, boolean signed, String by) {
    if (DeliveryReception.name(id).isEmpty()) {
      throw new IllegalArgumentException("a source has a name of small letters, digits and hyphens");
    }
    sources.add(new DeliveryStore.Source(id, "hash", Optional.empty(), by, FakeEstate.NOW, Optional.empty()));
    return new AlertReception.Admitted(id, "rbd_secret", signed ? Optional.of("signing <secret>") : Optional.empty());
  }

  @Override
  public boolean revoke(String id, String by) {
    return sources.removeIf(one -> one.id().equals(id));
  }

  @Override
  public boolean say(String deployment, boolean failed, String reason, String by) {
    return words.add(deployment + (failed ? " failed: " : " did not fail: ") + reason + " (" + by + ")");
  }

  @Override
  public List<DeliveryStore.Source> sources() {
    return List.copyOf(sources);
  }

  @Override
  public List<DeliveryStore.Heard> heard() {
    return List.of(new DeliveryStore.Heard("ci", 12, FakeEstate.NOW));
  }

  @Override
  public DeliveryRules rules() {
    return DeliveryRules.STANDARD;
  }
}
