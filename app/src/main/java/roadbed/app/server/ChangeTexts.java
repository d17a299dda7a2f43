package roadbed.app.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import roadbed.collect.DocumentFile;
import roadbed.collect.facts.PlacedDocument;
import roadbed.model.Diagnostic;
import roadbed.model.Value;
import roadbed.web.ChangeParts;

/** Documents about changes that somebody typed into a page or sent. */
final class ChangeTexts {
  private ChangeTexts() {}

  /** Reads a text. */
  static ChangeParts.Read read(String text) {
    try {
      DocumentFile.All<PlacedDocument> read = DocumentFile.placed("Changes", "document", text);
      return new ChangeParts.Read(
          read.documents().stream().<Value>map(PlacedDocument::value).toList(),
          read.diagnostics().stream().map(Diagnostic::toString).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
