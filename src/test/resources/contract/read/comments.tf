# a comment { that opens
// another "comment
/* a block {
variable "in_a_comment" {
}
*/
/** stars **/
/***/
locals { # behind a brace {
  a = 1 // behind a value }
  /* before */ b = 2 /* behind */
  c = [
    "x", # in a list ]
    "y"  // }
    ,
  ]
}

variable "last" {
  default = 1
}
