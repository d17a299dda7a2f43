package roadbed.web.hooks;

import java.util.List;
import java.util.Optional;
import roadbed.assess.delivery.DeliveryRules;
import roadbed.assess.delivery.DeliveryStore;

/** Takes what systems tell of delivery, and people's word on deployments; whoever reads their formats implements it. */
public interface DeliveryReception {

  /** Takes a message of a source; what is kept counts within seconds. */
  AlertReception.Answer receive(String source, AlertReception.Sent sent);

  /**
   * Lets a source in, or gives it new secrets, which are shown once.
   *
   * @throws IllegalArgumentException where the name is none
   */
  AlertReception.Admitted admit(String id, boolean signed, String by);

  /** Ends what a source may; false where there is none. */
  boolean revoke(String id, String by);

  /**
   * A person says whether a deployment failed, which counts before all evidence.
   *
   * @return false where no such deployment is known
   */
  boolean say(String deployment, boolean failed, String reason, String by);

  /** Who may send. */
  List<DeliveryStore.Source> sources();

  /** How much was heard of each of them in 90 days. */
  List<DeliveryStore.Heard> heard();

  /** What counts how. */
  DeliveryRules rules();

  /** The name that a source may have. */
  static Optional<String> name(String text) {
    return Optional.of(text).filter(one -> one.matches("[a-z0-9][a-z0-9-]{0,60}"));
  }
}
