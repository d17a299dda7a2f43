package roadbed.app.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import roadbed.collect.DocumentFile;
import roadbed.collect.facts.PlacedDocument;
import roadbed.model.Value;
import roadbed.web.OnCallParts;

/** Documents about being on call that somebody typed into a page. */
final class OnCallTexts {
  private OnCallTexts() {}

  /** Reads a text. */
  static OnCallParts.Read read(String text) {
    try {
      DocumentFile.All<PlacedDocument> file = DocumentFile.placed("OnCall", "document", text);
      List<Value> documents = file.documents().stream().map(PlacedDocument::value).toList();
      List<String> problems = new ArrayList<>();
      file.diagnostics().forEach(one -> problems.add(one.toString()));
      return new OnCallParts.Read(documents, problems);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
