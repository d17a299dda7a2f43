package roadbed.collect.configuration;

import java.util.List;

/**
 * An instruction of a Dockerfile.
 *
 * @param command in lower case; {@code comment} for a comment
 * @param sub of {@code onbuild}, the instruction behind it, in lower case
 * @param json whether its words are written as a JSON array
 * @param flags such as {@code --from=build}
 * @param words what it is given
 * @param stage which stage of the build it is in, from 0
 * @param original as it is written, on one line
 * @param startLine where it begins, from 1
 */
public record DockerInstruction(
    String command,
    String sub,
    boolean json,
    List<String> flags,
    List<String> words,
    int stage,
    String original,
    int startLine,
    int endLine) {
  public DockerInstruction {
    flags = List.copyOf(flags);
    words = List.copyOf(words);
  }
}
