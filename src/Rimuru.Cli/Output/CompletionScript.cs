namespace Rimuru.Cli.Output;

/// <summary>The scripts for the shells. Each asks the command itself what may come next, and quotes the answers.</summary>
internal static class CompletionScript
{
    private const string Bash = """
        # Completion of rimuru in bash. In ~/.bashrc: source <(rimuru completion bash)
        _rimuru() {
            local line=${COMP_LINE:0:COMP_POINT} item before
            local -a words
            read -ra words <<<"$line"
            [[ $line == *[[:space:]] ]] && words+=("")
            # bash ends words at : and =, and replaces only what is after the last of them.
            before=${words[${#words[@]} - 1]}
            before=${before%"${COMP_WORDS[COMP_CWORD]}"}
            COMPREPLY=()
            while IFS= read -r item; do
                item=${item#"$before"}
                [[ $item == *[!A-Za-z0-9_./:@,+=-]* ]] && item=$(printf '%q' "$item")
                COMPREPLY+=("$item")
            done < <(command rimuru suggest -- "${words[@]:1}" 2>/dev/null)
            [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == */ ]] && compopt -o nospace 2>/dev/null
            return 0
        }
        complete -F _rimuru rimuru

        """;

    private const string Zsh = """
        #compdef rimuru
        # Completion of rimuru in zsh. In ~/.zshrc, after compinit: source <(rimuru completion zsh)
        _rimuru() {
            local -a items
            items=("${(@f)$(command rimuru suggest -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
            items=(${items:#})
            compadd -U -- ${items:#*/}
            compadd -U -S '' -- ${(M)items:#*/}
        }
        if [[ ${funcstack[1]} == _rimuru ]]; then _rimuru "$@"; else compdef _rimuru rimuru; fi

        """;

    private const string Fish = """
        # Completion of rimuru in fish: rimuru completion fish > ~/.config/fish/completions/rimuru.fish
        function __rimuru_suggest
            set -l words (commandline -opc) (commandline -ct)
            command rimuru suggest -- $words[2..-1] 2>/dev/null
        end
        complete -c rimuru -f -a '(__rimuru_suggest)'

        """;

    private const string PowerShell = """
        # Completion of rimuru in PowerShell. In $PROFILE: rimuru completion pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName rimuru -ScriptBlock {
            param($word, $ast, $position)
            $words = @($ast.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.StartOffset -lt $position } |
                    ForEach-Object { $_.Extent.Text.Trim("'", '"') })
            if (-not $word) { $words += '' }
            # PowerShell replaces only what is after the last comma of a list.
            $isPart = $words[-1] -ne $word -and $words[-1].EndsWith(",$word", 'Ordinal')
            $before = if ($isPart) { $words[-1].Length - $word.Length } else { 0 }
            rimuru suggest '--' @words 2>$null | ForEach-Object {
                $item = $_.Substring([Math]::Min($before, $_.Length))
                $text = if ($item -match '^[a-zA-Z0-9_./:+=,-]+$') { $item }
                else { "'$([System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($item))'" }
                [System.Management.Automation.CompletionResult]::new($text, $item, 'ParameterValue', $item)
            }
        }

        """;

    private static readonly (string Shell, string Script)[] All = [("bash", Bash), ("zsh", Zsh), ("fish", Fish), ("pwsh", PowerShell)];

    public static IEnumerable<string> Shells => All.Select(known => known.Shell);

    public static string Of(string shell) => Array.Find(All, known => known.Shell == shell).Script.ReplaceLineEndings("\n");
}
