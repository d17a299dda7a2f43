package roadbed.app.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import roadbed.collect.OnCallFile;
import roadbed.collect.facts.OnCallDocument;
import roadbed.model.Value;
import roadbed.web.OnCallParts;

/** Documents about being on call that somebody typed into a page. */
final class OnCallTexts {
  private OnCallTexts() {}

  /** Reads a text. */
  static OnCallParts.Read read(String text) {
    try {
      OnCallFile.Read file = OnCallFile.read("document", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
      List<Value> documents = file.documents().stream().map(OnCallDocument::value).toList();
      List<String> problems = new ArrayList<>();
      file.diagnostics().forEach(one -> problems.add(one.toString()));
      return new OnCallParts.Read(documents, problems);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
