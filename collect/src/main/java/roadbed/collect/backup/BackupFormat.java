package roadbed.collect.backup;

import roadbed.collect.alert.Fields;

/** The documents of one system. */
interface BackupFormat {

  /** Whether a document's object, or one of the objects of its list, is of this system. */
  boolean recognises(Fields object);

  /** Reads one. */
  void read(Fields object, ToldBackups told);
}
