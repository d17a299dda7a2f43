package roadbed.model;

import java.util.Locale;

/**
 * A directed relation between two resources.
 *
 * @param from the one that has the relation
 * @param type what it is
 * @param to the other
 * @param reason the fact behind it, for example {@code vpc_security_group_ids → aws_security_group.web}
 */
public record Relation(ResourceId from, Type type, ResourceId to, String reason) {

  /** What a relation says, read from left to right. */
  public enum Type {
    CONTAINS,
    ATTACHED_TO,
    READS,
    EXPOSES,
    OWNED_BY,
    RUNS_ON,
    DEPENDS_ON;

    /** The identifier used in documents and SQL, for example {@code attached-to}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
