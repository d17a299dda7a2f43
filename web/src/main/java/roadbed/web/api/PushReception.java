package roadbed.web.api;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.model.Collection;
import roadbed.model.CollectionJson;
import roadbed.model.Diagnostic;
import roadbed.model.Value;
import roadbed.web.http.Problem;
import roadbed.web.http.Replies;
import roadbed.web.http.Visit;

/** Receives a push: one collection document, perhaps with billing files, bounded in every direction. */
final class PushReception {
  private static final long ELEMENTS = 5_000_000;

  private final CollectionIntake intake;
  private final long maxCollectionBytes;

  PushReception(CollectionIntake intake, long maxCollectionBytes) {
    this.intake = intake;
    this.maxCollectionBytes = maxCollectionBytes;
  }

  ServerResponse receive(Visit visit) throws IOException {
    HttpServletRequest request = visit.request().servletRequest();
    String type = request.getContentType();
    if (type == null || !type.toLowerCase(java.util.Locale.ROOT).startsWith("multipart/form-data")) {
      throw Problem.of(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          "Not a push",
          "Send multipart/form-data with a part 'collection' and parts 'billing', as roadbed push does.");
    }
    List<Part> parts = parts(request);
    Part document = null;
    List<Part> billing = new ArrayList<>();
    for (Part part : parts) {
      switch (part.getName()) {
        case "collection" -> {
          if (document != null) {
            throw bad("/collection", "There is more than one part 'collection'.");
          }
          document = part;
        }
        case "billing" -> billing.add(part);
        default ->
            throw bad(
                "", "The part '" + part.getName() + "' is not known; there are collection and billing.");
      }
    }
    if (document == null) {
      throw bad("/collection", "The part 'collection' is missing.");
    }
    Path folder = Files.createTempDirectory("roadbed-push");
    try {
      Collection collection = read(document, keep(billing, folder));
      return answer(intake.receive(visit.caller().actor(), collection));
    } finally {
      delete(folder);
    }
  }

  private static List<Part> parts(HttpServletRequest request) throws IOException {
    try {
      return List.copyOf(request.getParts());
    } catch (IllegalStateException e) {
      throw Problem.of(
          HttpStatus.CONTENT_TOO_LARGE,
          "Too large",
          "The push is larger than the server takes. Push fewer paths at a time.");
    } catch (ServletException e) {
      throw bad("", "The body is not multipart/form-data that can be read.");
    }
  }

  /** Where the content of each billing file is, by the name that its sender gave it. */
  private static Map<String, Path> keep(List<Part> billing, Path folder) throws IOException {
    Map<String, Path> kept = new HashMap<>();
    for (Part part : billing) {
      String name = part.getSubmittedFileName();
      if (name == null || name.isBlank()) {
        throw bad("/billing", "A part 'billing' has no file name.");
      }
      // The name is the sender's: it decides nothing but the suffix, from a closed set.
      String suffix =
          Stream.of(".csv.gz", ".csv", ".parquet")
              .filter(name.toLowerCase(java.util.Locale.ROOT)::endsWith)
              .findFirst()
              .orElse("");
      Path file = folder.resolve("billing-" + kept.size() + suffix);
      if (kept.putIfAbsent(name, file) != null) {
        throw bad("/billing", "Two parts 'billing' have the file name " + name + ".");
      }
      try (InputStream in = part.getInputStream()) {
        Files.copy(in, file);
      }
    }
    return kept;
  }

  private Collection read(Part part, Map<String, Path> billing) throws IOException {
    CollectionJson.Bounds bounds = new CollectionJson.Bounds(maxCollectionBytes, ELEMENTS);
    try (InputStream raw = new BufferedInputStream(part.getInputStream());
        InputStream in = unpacked(raw)) {
      return CollectionJson.read(
          in,
          "collection",
          bounds,
          name -> {
            Path file = billing.get(name);
            if (file == null) {
              throw bad("/billing", "The billing file " + name + " is listed and was not sent.");
            }
            return file;
          });
    } catch (CollectionJson.Malformed e) {
      throw problem(HttpStatus.BAD_REQUEST, "Not a collection", List.of(e.diagnostic()));
    } catch (java.util.zip.ZipException e) {
      throw bad("/collection", "The part is packed with gzip and broken: " + e.getMessage());
    } catch (java.io.EOFException e) {
      throw bad("/collection", "The part ends too early.");
    }
  }

  private static InputStream unpacked(InputStream raw) throws IOException {
    raw.mark(2);
    int first = raw.read();
    int second = raw.read();
    raw.reset();
    return first == 0x1f && second == 0x8b ? new UnpackedStream(raw) : raw;
  }

  private static ServerResponse answer(CollectionIntake.Outcome outcome) {
    return switch (outcome) {
      case CollectionIntake.Recorded recorded ->
          Replies.json(HttpStatus.OK, Documents.recorded(recorded));
      case CollectionIntake.Older older ->
          throw Problem.of(
              HttpStatus.CONFLICT,
              "Older than what is here",
              "The newest collection of %s is from %s; this one is older and was not taken in."
                  .formatted(older.source(), older.newest()));
      case CollectionIntake.Refused refused ->
          throw problem(HttpStatus.UNPROCESSABLE_CONTENT, "Not taken in", refused.why());
    };
  }

  private static Problem problem(HttpStatus status, String title, List<Diagnostic> why) {
    String message =
        why.isEmpty() ? "It says nothing that can be taken in." : why.getFirst().toString();
    return new Problem(
        status,
        title,
        message,
        why.stream()
            .map(d -> new Problem.Detail(d.location().pointer().orElse(""), d.toString()))
            .toList());
  }

  private static Problem bad(String pointer, String message) {
    return new Problem(
        HttpStatus.BAD_REQUEST,
        "Not a collection",
        message,
        List.of(new Problem.Detail(pointer, message)));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** Refuses a document that unpacks to very much more than was sent. */
  private static final class UnpackedStream extends GZIPInputStream {
    private static final long FREE = 64L << 20;
    private static final long RATIO = 200;
    private long unpacked;

    UnpackedStream(InputStream in) throws IOException {
      super(in, 64 * 1024);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      unpacked += Math.max(count, 0);
      if (unpacked > FREE && unpacked > RATIO * Math.max(1, inf.getBytesRead())) {
        throw bad("/collection", "The part unpacks to more than " + RATIO + " times its size.");
      }
      return count;
    }
  }

  /** The request for the description of the API. */
  static Value requestBody() {
    Value binary =
        new JsonObject().put("type", "string").put("contentMediaType", "application/octet-stream").build();
    return new JsonObject()
        .put("required", true)
        .put(
            "content",
            new JsonObject()
                .put(
                    "multipart/form-data",
                    new JsonObject()
                        .put(
                            "schema",
                            new JsonObject()
                                .put("type", "object")
                                .put("required", Value.ofTexts(List.of("collection")))
                                .put(
                                    "properties",
                                    new JsonObject()
                                        .put(
                                            "collection",
                                            new JsonObject()
                                                .put("type", "string")
                                                .put("contentMediaType", "application/json")
                                                .put(
                                                    "description",
                                                    CollectionJson.FORMAT + ", may be packed with gzip")
                                                .build())
                                        .put(
                                            "billing",
                                            new JsonObject()
                                                .put("type", "array")
                                                .put("items", binary)
                                                .put(
                                                    "description",
                                                    "FOCUS files, named as the collection lists them")
                                                .build())
                                        .build())
                                .build())
                        .build())
                .build())
        .build();
  }
}
