package roadbed.collect.edit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import roadbed.model.Location;

/** Taking a resource away leaves the rest as it is. */
class RemovalTest {
  private static Edit remove(String text) {
    return SourceEdit.remove("main.tf", text, new SourceEdit.Target("aws_eip", "old", Location.of("main.tf", 1, 1)));
  }

  @Test
  void theBlockGoesWithTheCommentAboveIt() {
    assertThat(remove("locals {\n  a = 1\n}\n\n# Nobody's.\nresource \"aws_eip\" \"old\" {\n}\n\nlocals {\n  b = 2\n}\n"))
        .isEqualTo(new Edit.Changed("locals {\n  a = 1\n}\n\nlocals {\n  b = 2\n}\n"));
    assertThat(remove("locals {\n  a = 1\n}\n\nresource \"aws_eip\" \"old\" {\n}\n")).isEqualTo(new Edit.Changed("locals {\n  a = 1\n}\n"));
    assertThat(remove("resource \"aws_eip\" \"old\" {\n}\n\nlocals {\n  b = 2\n}\n")).isEqualTo(new Edit.Changed("locals {\n  b = 2\n}\n"));
  }

  @Test
  void whatSomethingRefersToStays() {
    assertThat(remove("resource \"aws_eip\" \"old\" {\n}\n\noutput \"ip\" {\n  value = aws_eip.old.public_ip\n}\n"))
        .isEqualTo(new Edit.Refused("something in the file refers to aws_eip.old"));
    assertThat(remove("resource \"aws_eip\" \"old\" {\n}\n\noutput \"ip\" {\n  value = aws_eip.older.public_ip\n}\n"))
        .isInstanceOf(Edit.Changed.class);
  }
}
