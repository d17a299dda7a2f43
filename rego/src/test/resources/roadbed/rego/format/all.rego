# Top comment

# METADATA
# title: x
package   a.b # pkg

import data.z
import data.x as y # why
import data.c.d

import rego.v1
default allow=false
default  n := 1
allow  if {
    input.x ==1;input.y   # trailing
    # before
    not   data.z["foo"]["a b"][input.i]


    x := [1,2,
       3]   # after array
    y1 := {"a":1,
      # inner
      "b":[x|x:=1;x>0], # b
    }
    every k,v in y1 {k!=v
      v > 1 }
    count(
      x # arg
    ) > 1 with input as {} with data.z as 2
    a := (1+2)*3 - (4 - 5)
    s := `raw
  text`
    z1 := sprintf("%v \u00e9",[ (x|y)])
    q := {k: v | some k, v in {"a": 1}
       k != "b"}
    input.a = input.b   with input as 1
      with data.foo as 2
}  # end
else := 3 if {input.z}
p contains  x if x:= 1
p contains  y if y:= 2
one := 1
two := 2

f(x,
  y) := x+y  # f
g := {
  # only comment
  "a": 1 }
h := [
   # nothing
]
r if { {1} }
# last
