package roadbed.collect.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import roadbed.collect.SourceFile;

/** What a configuration says of its resources besides their attributes: where they were, what they will be, what may differ. */
class RelocationsTest {
  private static Gathered read(SourceFile... files) {
    return Gathered.configuration(List.of(files));
  }

  private static Gathered read(String text) {
    return read(Gathered.file("main.tf", text));
  }

  @Test
  void aMovedResourceKnowsItsFirstAddress() {
    Gathered read =
        read(
            """
            resource "x_y" "c" {
              for_each = toset(["k", "l"])
            }
            moved {
              from = x_y.a
              to   = x_y.b["k"]
            }
            moved {
              from = x_y.b
              to   = x_y.c
            }
            """);
    assertThat(read.resource("x_y.c[\"k\"]").context()).isEqualTo(Map.of("moved_from", "x_y.a"));
    assertThat(read.resource("x_y.c[\"l\"]").context()).isEqualTo(Map.of("moved_from", "x_y.b[\"l\"]"));
    assertThat(read.codes()).isEmpty();
  }

  @Test
  void modulesMoveWithWhatIsInThem() {
    Gathered read =
        read(
            Gathered.file(
                "main.tf",
                """
                module "edge" {
                  source = "./m"
                  count  = 1
                }
                moved {
                  from = module.border
                  to   = module.edge[0]
                }
                """),
            Gathered.file("m/main.tf", "resource \"x_y\" \"new\" {}\nmoved {\n  from = x_y.old\n  to = x_y.new\n}\n"),
            Gathered.file("other/main.tf.json", "{\"resource\": {\"x_y\": {\"b\": {}}}, \"moved\": [{\"from\": \"x_y.a[0]\", \"to\": \"x_y.b\"}]}"));
    assertThat(read.resource("module.edge[0].x_y.new").context()).isEqualTo(Map.of("moved_from", "module.border.x_y.old"));
    assertThat(read.resource("x_y.b").context()).isEqualTo(Map.of("moved_from", "x_y.a[0]"));
  }

  @Test
  void aCircleOfMovesEnds() {
    assertThat(read("resource \"x_y\" \"a\" {}\nmoved {\n  from = x_y.a\n  to = x_y.b\n}\nmoved {\n  from = x_y.b\n  to = x_y.a\n}\n").resources)
        .hasSize(1);
  }

  @Test
  void anImportSaysWhichObjectItIs() {
    Gathered read =
        read(
            """
            locals {
              ids = { one = "b-1", two = "b-2" }
            }
            resource "x_y" "all" {
              for_each = local.ids
            }
            resource "x_y" "unknown" {}
            import {
              for_each = local.ids
              to       = x_y.all[each.key]
              id       = each.value
            }
            import {
              to = x_y.unknown
              id = var.nowhere
            }
            """);
    assertThat(read.resource("x_y.all[\"two\"]").context()).isEqualTo(Map.of("import_id", "b-2"));
    assertThat(read.resource("x_y.unknown").context()).isEmpty();
  }

  @Test
  void whatIsMovedOrRemovedAndStillThereIsTold() {
    Gathered read =
        read(
            """
            resource "x_y" "a" {}
            resource "x_y" "b" {}
            removed {
              from = x_y.a
              lifecycle {
                destroy = false
              }
            }
            moved {
              from = x_y.b
              to   = x_y.c
            }
            moved {
              from = x_y.a
              to   = x_y.a[0]
            }
            """);
    assertThat(read.codes()).containsExactly("terraform.still-declared", "terraform.still-declared");
    assertThat(read.diagnostics).extracting(said -> said.location().line()).containsExactly(3, 9);
  }

  @Test
  void changesThatAreIgnoredAreHandedOn() {
    Gathered read =
        read(
            Gathered.file(
                "main.tf",
                """
                resource "x_y" "a" {
                  lifecycle {
                    ignore_changes = [tags["Later.on"], block[0].size, user_data]
                  }
                }
                resource "x_y" "b" {
                  lifecycle {
                    ignore_changes = all
                  }
                }
                """),
            Gathered.file("main.tf.json", "{\"resource\": {\"x_y\": {\"c\": {\"lifecycle\": {\"ignore_changes\": [\"tags\"]}}, \"d\": {\"lifecycle\": [{\"ignore_changes\": \"all\"}]}}}}"));
    assertThat(read.resource("x_y.a").context()).isEqualTo(Map.of("ignore_changes", "tags.Later.on\nblock.size\nuser_data"));
    assertThat(read.resource("x_y.b").context()).isEqualTo(Map.of("ignore_changes", "*"));
    assertThat(read.resource("x_y.c").context()).isEqualTo(Map.of("ignore_changes", "tags"));
    assertThat(read.resource("x_y.d").context()).isEqualTo(Map.of("ignore_changes", "*"));
  }

  @Test
  void whatCertainlyDoesNotHoldIsTold() {
    Gathered read =
        read(
            """
            variable "size" {
              default = 3
              validation {
                condition     = var.size > 5
                error_message = "too small: ${var.size}"
              }
            }
            variable "open" {
              validation {
                condition     = var.open != ""
                error_message = "x"
              }
            }
            check "size" {
              data "http" "h" {
                url = "https://example.org"
              }
              assert {
                condition     = data.http.h.status_code == 200
                error_message = "x"
              }
              assert {
                condition     = var.size == 4
                error_message = "x"
              }
              assert {
                condition     = var.size == 3
                error_message = "x"
              }
            }
            """);
    assertThat(read.codes()).containsExactly("terraform.check", "terraform.validation");
    assertThat(read.diagnostics).extracting(said -> said.location().line()).containsExactly(22, 3);
  }
}
