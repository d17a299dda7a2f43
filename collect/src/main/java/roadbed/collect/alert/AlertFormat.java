package roadbed.collect.alert;

import java.util.List;
import roadbed.model.Alert;

/** The messages of one system. */
interface AlertFormat {

  /** Its name, as settings and addresses say it. */
  String id();

  /** Whether a message is of this kind, by fields that no other kind has together. */
  boolean recognises(Fields message);

  /** What a message says. What is not there is left empty; a message without any identity is refused. */
  List<AlertMessage> read(Fields message);

  /** One message of alerts. */
  default List<AlertMessage> alerts(List<Alert> alerts) {
    return List.of(new AlertMessage.Alerts(id(), alerts));
  }
}
