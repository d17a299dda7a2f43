package roadbed.prove.report.statement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Fonts of this machine for letters that the fonts which every reader of PDF has do not know. They are looked for by
 * name in the usual folders and are not part of the program.
 */
final class SystemFonts {
  /** Names without ending, those with most alphabets first; a file beside another of its name is not needed. */
  private static final List<String> NAMES =
      List.of(
          "dejavusans", "notosans-regular", "arial unicode", "arialuni", "freesans", "notosanscjk-regular",
          "notosanscjkjp-regular", "notosanscjksc-regular", "droidsansfallbackfull", "droidsansfallback", "wqy-zenhei",
          "notosansarabic-regular", "notosanshebrew-regular", "notosansdevanagari-regular", "notosansthai-regular",
          "nanumgothic", "malgun", "simhei", "segoeui");

  private static final List<String> ENDINGS = List.of(".ttf", ".otf");
  private static final int MOST_FILES = 20_000;
  private static final int DEEPEST = 6;

  private SystemFonts() {}

  /** Whether a text has letters beyond those of western European alphabets. */
  static boolean neededFor(String text) {
    return !Charset.forName("windows-1252").newEncoder().canEncode(text);
  }

  /** The folders in which systems keep fonts. */
  static List<Path> folders() {
    List<Path> folders = new ArrayList<>();
    for (String folder :
        List.of("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts", "C:\\Windows\\Fonts")) {
      folders.add(Path.of(folder));
    }
    String home = System.getProperty("user.home", "");
    if (!home.isEmpty()) {
      folders.add(Path.of(home, ".local", "share", "fonts"));
      folders.add(Path.of(home, "Library", "Fonts"));
    }
    return folders;
  }

  /** The known fonts in folders, in the order of their worth; none where there is none. */
  static List<Path> in(List<Path> folders) {
    List<Path> found = new ArrayList<>();
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
          files.limit(MOST_FILES).filter(file -> rank(file) >= 0).forEach(found::add);
        } catch (IOException | UncheckedIOException _) {
          // A folder that cannot be read has no fonts for us.
        }
      }
    }
    found.sort(Comparator.comparingInt(SystemFonts::rank).thenComparing(Path::toString));
    return found;
  }

  private static int rank(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    for (String ending : ENDINGS) {
      if (name.endsWith(ending)) {
        return NAMES.indexOf(name.substring(0, name.length() - ending.length()));
      }
    }
    return -1;
  }
}
