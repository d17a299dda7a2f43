package roadbed.collect.azure;

import java.util.Optional;
import roadbed.model.AttributePlaces;
import roadbed.model.Location;
import roadbed.model.Value;

/**
 * A resource that a template declares, with symbols for what is not known.
 *
 * @param type its type, that of a child with its parent's before it
 * @param address its id as far as the template tells it: type and name with the names between the parts of the type,
 *     after what it extends
 * @param parent address of what it is a child or extension of
 * @param id its id
 * @param attributes its document
 * @param places where its properties stand
 * @param location where it stands
 * @param module the linked template that declares it
 */
record Declared(
    String type,
    String address,
    Optional<String> parent,
    String id,
    Value.Fields attributes,
    AttributePlaces places,
    Location location,
    Optional<String> module) {}
