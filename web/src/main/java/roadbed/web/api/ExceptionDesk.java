package roadbed.web.api;

import java.util.List;
import roadbed.model.Diagnostic;
import roadbed.model.ExceptionGrant;

/** Takes in exceptions that people enter, and takes them back; both hold for every gate from that moment on. */
public interface ExceptionDesk {

  /**
   * Enters an exception, or replaces one with that id that was entered before.
   *
   * @param actor who enters it
   * @param document the document, as it would stand in a file, YAML or JSON
   */
  Outcome enter(String actor, String document);

  /**
   * Takes back an exception that was entered.
   *
   * @param actor who takes it back
   * @param reason why
   */
  Outcome withdraw(String actor, String id, String reason);

  /** Which of the known exceptions were entered here, and so can be taken back here. */
  List<String> entered();

  /** What came of it. */
  sealed interface Outcome {}

  /**
   * It was done.
   *
   * @param grant the exception; the one that holds no more, where it was taken back
   * @param failures how many failures have leave by it now
   */
  record Done(ExceptionGrant grant, long failures) implements Outcome {}

  /** The document is not an exception that may be entered, and why. */
  record Refused(List<Diagnostic> why) implements Outcome {
    public Refused {
      why = List.copyOf(why);
    }
  }

  /** No exception with this id was entered here. */
  record Unknown(String id) implements Outcome {}
}
