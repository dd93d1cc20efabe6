"""LaTeX commands whose names begin with n, which a written line break must not be taken for."""

__all__ = ["COMMANDS"]

# Those of KaTeX (https://katex.org/docs/support_table), and of LaTeX and its common packages where
# what follows the n is no word that could begin a line: `\nand`, `\nor`, `\nin` are not here.
_NAMES = """
nabla napprox nasymp natural ncong ne nearrow neg negmedspace negthickspace negthinspace neq nequiv
neswarrow newcommand newenvironment newline nexists ngeq ngeqq ngeqslant ngtr ni nicefrac nint
nLeftarrow nleftarrow nLeftrightarrow nleftrightarrow nleq nleqq nleqslant nless nmid nobreak
nobreakspace noindent nolimits nolinebreak nonscript nonumber norm normalfont normalsize not notag
notin notni nparallel nprec npreceq nRightarrow nrightarrow nshortmid nshortparallel nsim nsubset
nsubseteq nsubseteqq nsucc nsucceq nsupset nsupseteq nsupseteqq ntriangleleft ntrianglelefteq
ntriangleright ntrianglerighteq nu null num numberwithin nVDash nVdash nvDash nvdash nwarrow
"""

COMMANDS = frozenset(_NAMES.split())
