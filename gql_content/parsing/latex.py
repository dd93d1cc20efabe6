r"""LaTeX commands that begin with `\n`, to tell them from escaped newlines."""

__all__ = ["N_COMMANDS"]

# From KaTeX (https://katex.org/docs/support_table), LaTeX and its common packages, but not if the
# rest of the name is a word that could begin a line: no `\nand`, `\nor`, `\nin`.
_COMMAND_NAMES = """
nabla napprox nasymp natural ncong ne nearrow neg negmedspace negthickspace negthinspace neq nequiv
neswarrow newcommand newenvironment newline nexists ngeq ngeqq ngeqslant ngtr ni nicefrac nint
nLeftarrow nleftarrow nLeftrightarrow nleftrightarrow nleq nleqq nleqslant nless nmid nobreak
nobreakspace noindent nolimits nolinebreak nonscript nonumber norm normalfont normalsize not notag
notin notni nparallel nprec npreceq nRightarrow nrightarrow nshortmid nshortparallel nsim nsubset
nsubseteq nsubseteqq nsucc nsucceq nsupset nsupseteq nsupseteqq ntriangleleft ntrianglelefteq
ntriangleright ntrianglerighteq nu null num numberwithin nVDash nVdash nvDash nvdash nwarrow
"""

N_COMMANDS = frozenset(_COMMAND_NAMES.split())
