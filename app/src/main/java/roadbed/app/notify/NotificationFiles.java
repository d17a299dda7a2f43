package roadbed.app.notify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import roadbed.collect.DocumentFile;
import roadbed.collect.facts.PlacedDocument;
import roadbed.model.Diagnostic;
import roadbed.operate.notify.NotifyDocuments;
import roadbed.operate.notify.NotifySettings;

/**
 * Documents of kind {@code Notifications} in files.
 *
 * @param settings what they say
 * @param documents how many there are
 * @param diagnostics what is wrong with them
 */
public record NotificationFiles(NotifySettings settings, int documents, List<Diagnostic> diagnostics) {
  private static final String KIND = "Notifications";

  public NotificationFiles {
    diagnostics = List.copyOf(diagnostics);
  }

  /** Reads files and folders. */
  public static NotificationFiles read(List<Path> paths) throws IOException {
    DocumentFile.All<PlacedDocument> files = DocumentFile.placed(KIND, paths);
    List<PlacedDocument> documents = files.documents();
    NotifyDocuments.Read read = NotifyDocuments.read(documents.stream().map(PlacedDocument::value).toList());
    List<Diagnostic> diagnostics = new ArrayList<>(files.diagnostics());
    for (int i = 0; i < documents.size(); i++) {
      diagnostics.addAll(documents.get(i).places(read.problems().get(i), "notifications.document"));
    }
    return new NotificationFiles(read.settings(), documents.size(), diagnostics);
  }
}
