package roadbed.collect.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.model.Change;
import roadbed.model.Declaration;
import roadbed.model.Provider;
import roadbed.model.ValueJson;

class TerraformStateReaderTest {

  private static final String STATE =
      """
      {"version": 4, "terraform_version": "1.9.0", "serial": 3, "lineage": "x", "outputs": {"p": {"value": "s3cret", "sensitive": true}},
       "resources": [
        {"instances": [
           {"index_key": 0, "attributes": {"id": "subnet-0a1b2c3d", "arn": "arn:aws:ec2:eu-west-1:1:subnet/subnet-0a1b2c3d"}},
           {"index_key": 1, "attributes": {"id": "subnet-0a1b2c3e", "arn": "arn:aws:ec2:eu-west-1:1:subnet/subnet-0a1b2c3e"}}],
         "mode": "managed", "module": "module.net[\\"eu\\"]", "name": "s", "provider": "module.net.provider[\\"registry.terraform.io/hashicorp/aws\\"].west", "type": "aws_subnet"},
        {"mode": "managed", "type": "aws_security_group", "name": "web", "provider": "provider[\\"registry.terraform.io/hashicorp/aws\\"]",
         "instances": [{"index_key": "a\\"b", "attributes": {"id": "sg-1", "name": "default"}}]},
        {"mode": "data", "type": "aws_ami", "name": "x", "instances": [{"attributes": {"id": "ami-1"}}]},
        {"mode": "managed", "type": "aws_instance", "name": "web", "provider": "provider[\\"registry.terraform.io/hashicorp/aws\\"]",
         "instances": [{"attributes": {"id": "i-1", "subnet_id": "subnet-0a1b2c3e", "vpc_security_group_ids": ["sg-1"], "name": "default",
                                       "nested": [{"deep": {"x": "s3cret", "y": 1}}], "set": ["s3cret"], "get_password_data": false},
                        "sensitive_attributes": [[{"type": "get_attr", "value": "nested"}, {"type": "index", "value": {"value": 0, "type": "number"}},
                                                  {"type": "get_attr", "value": "deep"}, {"type": "index", "value": {"value": "x", "type": "string"}}],
                                                 [{"type": "get_attr", "value": "set"}, {"type": "index", "value": {"value": {"odd": 1}}}]],
                        "dependencies": ["aws_security_group.web", "module.net.aws_subnet.s", "data.aws_ami.x"]},
                       {"deposed": "0a0b0c0d", "attributes": {"id": "i-0"}}]}]}
      """;

  private final Gathered state = Gathered.state(STATE);

  @Test
  void eachInstanceIsAResource() {
    assertThat(state.diagnostics).isEmpty();
    assertThat(state.addresses())
        .containsExactly(
            "module.net[\"eu\"].aws_subnet.s[0]",
            "module.net[\"eu\"].aws_subnet.s[1]",
            "aws_security_group.web[\"a\\\"b\"]",
            "aws_instance.web");
    assertThat(state.resources)
        .allMatch(r -> r.declaration() == Declaration.TERRAFORM_STATE)
        .allMatch(r -> r.provider() == Provider.AWS)
        .allMatch(r -> r.change() == Change.NONE);
    assertThat(state.resource("aws_instance.web").location())
        .hasToString("terraform.tfstate:11:18#/resources/3/instances/0");
  }

  @Test
  void dependenciesFindTheAttributesThatHoldTheIdentifiers() {
    assertThat(Gathered.references(state.resource("aws_instance.web")))
        .containsExactly(
            "subnet_id -> module.net[\"eu\"].aws_subnet.s[1].id",
            "vpc_security_group_ids -> aws_security_group.web[\"a\\\"b\"].id",
            " -> module.net[\"eu\"].aws_subnet.s[0]");
  }

  @Test
  void sensitiveAttributesAreHidden() {
    assertThat(ValueJson.text(state.resource("aws_instance.web").attributes()))
        .contains("\"nested\":[{\"deep\":{\"x\":{\"$secret\":true},\"y\":1}}]")
        .contains("\"set\":{\"$secret\":true}")
        .doesNotContain("s3cret");
  }

  @Test
  void shownStates() {
    Gathered shown =
        Gathered.state(
            """
            {"format_version": "1.0", "terraform_version": "1.9.0", "values": {"root_module": {
              "resources": [
                {"address": "aws_vpc.v", "mode": "managed", "type": "aws_vpc", "name": "v", "provider_name": "registry.terraform.io/hashicorp/aws",
                 "values": {"id": "vpc-0a1b2c3d", "pass": "s3cret"}, "sensitive_values": {"pass": true}},
                {"address": "aws_subnet.s[\\"a\\"]", "mode": "managed", "type": "aws_subnet", "name": "s", "index": "a", "provider_name": "aws",
                 "values": {"id": "subnet-1", "vpc_id": "vpc-0a1b2c3d"}, "sensitive_values": {}, "depends_on": ["aws_vpc.v"]}]}}}""");
    assertThat(shown.diagnostics).isEmpty();
    assertThat(Gathered.references(shown.resource("aws_subnet.s[\"a\"]"))).containsExactly("vpc_id -> aws_vpc.v.id");
    assertThat(ValueJson.text(shown.resource("aws_vpc.v").attributes()))
        .isEqualTo("{\"id\":\"vpc-0a1b2c3d\",\"pass\":{\"$secret\":true}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"modules\": [], \"version\": 1}                      | terraform.state-version       | versions 2 to 4",
        "{\"modules\": []}                                      | terraform.state-version       | version none",
        "{\"version\": 5, \"lineage\": \"x\"}                   | terraform.state-version       | version 5",
        "{\"version\": \"x\", \"lineage\": \"x\"}               | terraform.state-version       | not a whole number",
        "{\"version\": 4, \"resources\": {}}                    | terraform.type                | an array is expected",
        "{\"version\": 4, \"resources\": [{\"type\": \"a\"}]}   | terraform.resource-incomplete | has no name",
        "{\"format_version\": \"9\", \"values\": {}}            | terraform.state-version       | other than",
        "{\"version\": 4, \"resources\": [{\"type\": \"a\", \"name\": \"b\", \"instances\": [{\"attributes_flat\": {\"a.#\": \"1\"}}]}]} | terraform.state-flat | flat form",
      })
  void whatIsNotReadSaysWhy(String text, String code, String message) {
    Gathered read = Gathered.state(text);
    assertThat(read.codes()).containsExactly(code);
    assertThat(read.diagnostics.getFirst().message()).contains(message);
  }

  @Test
  void statesOfTerraformBeforeTheTwelfthAreRead() {
    Gathered read =
        Gathered.state(
            """
            {"modules": [
               {"path": ["root"], "resources": {
                 "aws_security_group.web": {"type": "aws_security_group", "depends_on": ["aws_vpc.main"],
                   "primary": {"id": "sg-1", "attributes": {
                     "id": "sg-1", "vpc_id": "vpc-0a1b2c3d", "tags.%": "2", "tags.Name": "web", "tags.a.b": "c",
                     "ingress.#": "2", "ingress.99.from_port": "22", "ingress.99.cidr_blocks.#": "1",
                     "ingress.99.cidr_blocks.0": "0.0.0.0/0", "ingress.100.from_port": "443", "ingress.100.self": "false",
                     "empty.#": "0"}}, "provider": "provider.aws"},
                 "aws_vpc.main": {"type": "aws_vpc", "primary": {"id": "vpc-0a1b2c3d"}},
                 "aws_eip.old": {"type": "aws_eip", "deposed": [{"id": "x"}]},
                 "data.aws_ami.a": {"type": "aws_ami", "primary": {"id": "ami-1"}}}},
               {"path": ["root", "a", "b"], "resources": {
                 "aws_instance.i.10": {"type": "aws_instance", "primary": {"id": "i-10", "attributes": {"id": "i-10"}}}}}],
             "version": 3, "lineage": "x"}""");
    assertThat(read.codes()).containsExactly("terraform.state-old");
    assertThat(read.addresses())
        .containsExactly("aws_security_group.web", "aws_vpc.main", "module.a.module.b.aws_instance.i[10]");
    assertThat(ValueJson.text(read.resource("aws_security_group.web").attributes()))
        .isEqualTo(
            "{\"empty\":[],\"id\":\"sg-1\",\"ingress\":[{\"cidr_blocks\":[\"0.0.0.0/0\"],\"from_port\":\"22\"},"
                + "{\"from_port\":\"443\",\"self\":false}],\"tags\":{\"Name\":\"web\",\"a.b\":\"c\"},"
                + "\"vpc_id\":\"vpc-0a1b2c3d\"}");
    assertThat(Gathered.references(read.resource("aws_security_group.web"))).containsExactly("vpc_id -> aws_vpc.main.id");
  }
}
