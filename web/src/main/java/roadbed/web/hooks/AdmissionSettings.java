package roadbed.web.hooks;

import java.time.Duration;
import java.util.List;

/**
 * How the admission webhook faces API servers.
 *
 * @param callers who may call it
 * @param certificates common names of client certificates that may, where certificates say who calls
 * @param failsOpen whether a request passes that could not be decided in time
 * @param time how long deciding may take where the API server does not say
 */
public record AdmissionSettings(Callers callers, List<String> certificates, boolean failsOpen, Duration time) {
  /** Those who have a token; what takes longer than two seconds passes with a warning. */
  public static final AdmissionSettings USUAL =
      new AdmissionSettings(Callers.TOKEN, List.of(), true, Duration.ofSeconds(2));

  public AdmissionSettings {
    certificates = List.copyOf(certificates);
  }

  /** Who may call. */
  public enum Callers {
    /** Whoever has a token of this server. */
    TOKEN,
    /** Whoever has a certificate that the server's trust store vouches for. */
    CERTIFICATE,
    /** Everybody who reaches the server. */
    ANYBODY
  }
}
