package roadbed.collect.configuration;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import roadbed.model.Value;

/**
 * XML as a document: an element is a text, or where it has attributes or elements an object of them. Attributes begin with
 * a hyphen, {@code #content} is the text beside them, and elements of one name are a list. Nothing outside the text is
 * looked at, and no entity is expanded but XML's own five.
 */
final class XmlText {
  private static final int DEEPEST = 90;
  private static final XMLInputFactory FACTORY = factory();

  private XmlText() {}

  /** An element while it is read. */
  private static final class Element {
    final String name;
    final Map<String, List<Value>> children = new LinkedHashMap<>();
    String text = "";

    Element(String name) {
      this.name = name;
    }

    void add(String child, Value value) {
      children.computeIfAbsent(child, _ -> new ArrayList<>()).add(value);
    }

    Value value() {
      if (children.isEmpty()) {
        return new Value.Text(text);
      }
      Map<String, Value> fields = new LinkedHashMap<>();
      if (!text.isEmpty()) {
        fields.put("#content", new Value.Text(text));
      }
      children.forEach(
          (child, values) -> fields.put(child, values.size() == 1 ? values.getFirst() : new Value.Items(values)));
      return new Value.Fields(fields);
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  static Value read(String text) throws ConfigurationException {
    try {
      XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(text));
      try {
        return document(reader);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNumber());
      throw new ConfigurationException(line, "no well-formed XML");
    }
  }

  private static Value document(XMLStreamReader reader) throws XMLStreamException, ConfigurationException {
    Deque<Element> open = new ArrayDeque<>();
    open.push(new Element(""));
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (open.size() > DEEPEST) {
            throw new ConfigurationException(reader.getLocation().getLineNumber(), "nested too deeply");
          }
          Element element = new Element(reader.getLocalName());
          for (int i = 0; i < reader.getAttributeCount(); i++) {
            element.add("-" + reader.getAttributeLocalName(i), new Value.Text(reader.getAttributeValue(i)));
          }
          open.push(element);
        }
        // The last text of an element is its text, as those have it for whom rules are written.
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (open.size() > 1) {
            open.element().text = reader.getText().strip();
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          Element closed = open.pop();
          open.element().add(closed.name, closed.value());
        }
        default -> {
          // Comments and instructions say nothing.
        }
      }
    }
    return open.element().value();
  }
}
