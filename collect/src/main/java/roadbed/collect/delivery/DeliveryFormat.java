package roadbed.collect.delivery;

import roadbed.collect.alert.Fields;

/** A system's way of telling what was delivered. */
interface DeliveryFormat {
  /** The system's name, for example {@code github}. */
  String id();

  /** Whether a message is this system's. */
  boolean recognises(Fields message);

  /** Says what the message tells; a message that tells of something else adds nothing. */
  void read(Fields message, Told told);
}
