# Completion for qdeck in bash. Commands, options, lists and forms are asked of qdeck itself, so that this never falls behind.

# qdeck describes each option in a line, indented by two: "  -l, --list=LIST     …".
_qdeck_options ()
{
  qdeck "$1" --help 2>/dev/null | sed -nE 's/^  (-[[:alnum:]], )?(--[a-z-]+)(=?).*/\2\3/p'
}

_qdeck_commands ()
{
  qdeck --help 2>/dev/null | sed -nE 's/^  ([a-z]+)  .*/\1/p'
}

# What qdeck knows is the rest of what it says to a name that it does not.
_qdeck_known ()
{
  "$@" 2>&1 | sed -nE 's/.*: (.*)\.$/\1/p' | tr -d ','
}

_qdeck_values ()
{
  case $1 in
    --list) _qdeck_known qdeck convert - plan.qplan --from=csv --list=? </dev/null ;;
    --to) _qdeck_known qdeck convert - --from=qplan --to=? </dev/null ;;
    --from) echo qplan md csv tsv ;;
    --mode) echo match append replace ;;
    --audience) echo everyone board all-hands product partner ;;
    --page-size) echo a4 letter a3 ;;
    --formats) echo png svg pdf ;;
    --background) echo light dark transparent ;;
    *) return 1 ;;
  esac
}

_qdeck ()
{
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]} values
  COMPREPLY=()

  if ((COMP_CWORD == 1)); then
    mapfile -t COMPREPLY < <(compgen -W "$(_qdeck_commands) --help --version" -- "$word")
    return
  fi

  # Readline takes the "=" of "--list=risks" as a word of its own.
  if [[ $word == = ]]; then
    word=
  elif [[ $before == = ]]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  if [[ $before == --* && $command-$before != new---from ]] && values=$(_qdeck_values "$before"); then
    mapfile -t COMPREPLY < <(compgen -W "$values" -- "$word")
  elif [[ $word == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(_qdeck_options "$command")" -- "$word")
    [[ ${COMPREPLY[0]-} == *= ]] && compopt -o nospace
  elif [[ $command == chart ]] && ((COMP_CWORD == 3)); then
    mapfile -t COMPREPLY < <(compgen -W "$(qdeck chart "${COMP_WORDS[2]}" --list 2>/dev/null)" -- "$word")
  else
    compopt -o filenames
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
  fi
}

complete -F _qdeck qdeck
