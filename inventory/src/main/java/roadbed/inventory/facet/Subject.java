package roadbed.inventory.facet;

import java.util.List;
import java.util.Optional;
import roadbed.model.Provider;

/** The resource that a mapping describes, with what is joined to it. */
public interface Subject {

  /** The source's own type. */
  String type();

  /** Its address in the source. */
  String address();

  /** The last part of the address that a person would call it by. */
  String name();

  /** Who runs it. */
  Provider provider();

  /** Its raw document. */
  Document doc();

  /**
   * Settings joined to it.
   *
   * @throws NotKnown where a setting of these types might be its own or another's
   */
  List<Document> settings(String... types);

  /**
   * Parts joined to it.
   *
   * @throws NotKnown where a part of these types might be its own or another's
   */
  List<Subject> parts(String... types);

  /** The resource, or data source, that an attribute refers to, where it has one of the types (none: any). */
  Optional<Subject> target(String attribute, String... types);

  /** All resources that an attribute refers to which have one of the types (none: any). */
  List<Subject> targets(String attribute, String... types);

  /** Those which refer to it and have one of the types (none: any), parts included. */
  List<Subject> referrers(String... types);

  /** A setting's document where there is one, else the inline block of its own document. */
  default Document settingOr(String type, String inlineBlock) {
    List<Document> settings = settings(type);
    return settings.isEmpty() ? doc().block(inlineBlock) : settings.getFirst();
  }
}
