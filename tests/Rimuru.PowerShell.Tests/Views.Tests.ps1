# The tables as a person sees them. PowerShell leaves the last cell of a terminal's line free, so a terminal of 80 columns has tables of 79.
BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module $Manifest -Force
    $sample = New-SampleHome "$TestDrive/home"
    $PSDefaultParameterValues['*-Rimuru*:HomePath'] = $sample
    $model = 'claude-opus-4-5-20251101-with-a-name-as-long-as-some-sellers-give'
    $agents = 'Amp', 'ClaudeCode', 'Cline', 'Codex', 'Copilot', 'Cursor', 'Droid', 'GeminiCli', 'Goose', 'Kilo', 'OpenCode'
    $costs = foreach ($agent in $agents) { [Rimuru.CostRecord]@{ Agent = $agent; Model = $model; Cost = 100000.125d; Requests = 1234567; InputTokens = 123456789012 } }
}

AfterAll { $PSDefaultParameterValues.Remove('*-Rimuru*:HomePath') }

Describe 'A table' {
    It 'has one line a row in a terminal of <_> columns, with its numbers whole' -ForEach 60, 80, 100, 120, 200 {
        $lines = @(($costs | Format-Table | Out-String -Width ($_ - 1)) -split '\r?\n' | Where-Object { $_ })
        $lines | Should -HaveCount 13
        $lines[2..12] | Should -Match '100,000\.1[23]' -Because 'money is never cut'
        $lines[2..12] | Should -Match '123,456,789,012'
        $lines[0] | Should -Match 'Cost \(USD\) +Requests +Tokens Group'
    }

    It 'has one line a row of every kind in a terminal of <_> columns' -ForEach 60, 80, 100, 120, 200 {
        $width = $_ - 1
        $kinds = @{
            Session = @(Get-RimuruSession); Usage = @(Get-RimuruUsage); Agent = @(Get-RimuruAgent); Model = @(Get-RimuruModel claude*); Store = @(Get-RimuruStore); Check = @(Test-RimuruStore)
            Sync = @(Sync-RimuruSession); Summary = @(Get-RimuruCost | Measure-RimuruCost); Sessions = @(Get-RimuruSession | Measure-RimuruSession); Comparison = @(Compare-RimuruCost -Since 2026-01-01 -By Model)
        }
        foreach ($kind in $kinds.Keys) {
            $lines = @(($kinds[$kind] | Format-Table | Out-String -Width $width) -split '\r?\n' | Where-Object { $_ })
            $lines | Should -HaveCount ($kinds[$kind].Count + 2) -Because $kind
            $lines | ForEach-Object { $_.Length | Should -BeLessOrEqual $width -Because $kind }
            $lines[0] | Should -Not -Match '…' -Because $kind
        }
    }

    It 'writes dates as ISO 8601 whatever the calendar of the culture' {
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'ar-SA'
            Get-RimuruUsage | Format-Table | Out-String -Width 119 | Should -Match '20\d\d-\d\d-\d\d \d\d:\d\d'
            Get-RimuruUsage | Format-List | Out-String -Width 119 | Should -Match 'Timestamp +: 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d'
        }
        finally { [cultureinfo]::CurrentCulture = $culture }
    }

    It 'says the same in a constrained session' {
        $script = "Import-Module `$Manifest; `$PSDefaultParameterValues['*-Rimuru*:HomePath'] = '$sample'; {0}; Get-RimuruCost | Out-String -Width 119; Get-RimuruSession | Out-String -Width 119; Get-RimuruUsage | Out-String -Width 119; Get-RimuruAgent | Out-String -Width 119; (Get-RimuruSession)[0] | Format-List | Out-String -Width 119"
        $constrained = Invoke-Fresh ($script -f "`$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'")
        $constrained | Should -Be (Invoke-Fresh ($script -f '$null'))
    }
}

Describe 'What failed or is doubtful' {
    BeforeAll {
        $marked = @(
            [Rimuru.Session]@{ SessionId = 'one'; Agent = 'Codex'; Status = 'Failed'; Cost = 2.5d; UnpricedRequests = 1 }
            [Rimuru.Session]@{ SessionId = 'two'; Agent = 'Codex'; Status = 'Completed'; Cost = 3.5d }
        )
        # What a terminal with colours would get: PowerShell takes them out of anything else.
        function Get-Coloured($Objects) {
            $rendering = $PSStyle.OutputRendering
            try { $PSStyle.OutputRendering = 'Ansi'; @($Objects | Format-Table | Out-String -Width 199 -Stream) -match 'Codex' } finally { $PSStyle.OutputRendering = $rendering }
        }
    }

    It 'has the colours of errors and warnings, and keeps its place' {
        $one, $two = Get-Coloured $marked
        $one | Should -Match ([regex]::Escape("$($PSStyle.Formatting.Warning)2.50?$($PSStyle.Reset)"))
        $one | Should -Match ([regex]::Escape("$($PSStyle.Formatting.Error)Failed$($PSStyle.Reset)"))
        $two | Should -Not -Match "`e"
        $plain = $one -replace "`e\[[0-9;]*m"
        $plain.IndexOf('2.50?') | Should -Be ($two.IndexOf('3.50') - 1)
        $plain.IndexOf('Failed') | Should -Be $two.IndexOf('Completed')
    }

    It 'has none where the output is no terminal' {
        ($marked | Out-String -Width 199) | Should -Match '2\.50\?.+Failed'
        ($marked | Out-String -Width 199) | Should -Not -Match "`e"
        $marked > "$TestDrive/marked.txt"
        Get-Content -Raw "$TestDrive/marked.txt" | Should -Not -Match "`e"
    }

    It 'is the same for deserialised objects' {
        $path = "$TestDrive/marked.xml"
        $marked | Export-Clixml $path
        (Get-Coloured (Import-Clixml $path | ForEach-Object { $_.PSTypeNames.Insert(0, 'Rimuru.Session'); $_ })) | Should -Be (Get-Coloured $marked)
    }

    It 'keeps money whole where the sign has no room' {
        (Get-Coloured ([Rimuru.Session]@{ SessionId = 'one'; Agent = 'Codex'; Cost = 1234567.25d; UnpricedRequests = 1 })) | Should -Match '1234567\.25'
    }
}

Describe 'A name that moves a cursor' {
    BeforeAll {
        # An object of every type that has a view, each text of which is hostile. What reaches the terminal is measured where it would be written.
        $hostile = @'
            $name = "a`e[31mb`nc`u{202e}d`u{9b}e`u{2028}f`u{e0041}"
            function New-Hostile([type] $Of) {
                if ($Of -eq [Rimuru.HealthFinding]) { return [Rimuru.HealthFinding]::new('Unhealthy', $name, $name) }
                $object = [Activator]::CreateInstance($Of)
                foreach ($property in $Of.GetProperties() | Where-Object CanWrite) {
                    $type = $property.PropertyType
                    if ($type -eq [string]) { $property.SetValue($object, $name) }
                    elseif ($type -eq [Collections.Generic.IReadOnlyList[string]]) { $property.SetValue($object, [string[]]($name, $name)) }
                    elseif ($type -eq [Collections.Generic.IReadOnlyList[Rimuru.HealthFinding]]) { $property.SetValue($object, [Rimuru.HealthFinding[]]@(New-Hostile ([Rimuru.HealthFinding]))) }
                    elseif ($type -eq [Rimuru.Session]) { $property.SetValue($object, (New-Hostile ([Rimuru.Session]))) }
                }
                $object
            }
            $types = ([xml](Get-Content -Raw -LiteralPath (Join-Path (Split-Path $Manifest) Rimuru.Format.ps1xml))).SelectNodes('//TypeName').InnerText | Sort-Object -Unique
            function Get-Type([string] $Name) { [Rimuru.CostRecord].Assembly.GetType(($Name -split '#')[0]) }
            # A type of numbers and times alone has no text to be hostile.
            $plain = @($types | Where-Object { -not ((Get-Type $_).GetProperties() | Where-Object { $_.CanWrite -and -not $_.PropertyType.IsValueType }) })
            $objects = @($types | Where-Object { $_ -notin $plain } | ForEach-Object {
                    $object = New-Hostile (Get-Type $_)
                    if ($object.PSTypeNames[0] -ne $_) { $object.PSTypeNames.Insert(0, $_) }
                    $object
                })
            $power = '[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u202e]|\udb40'
'@
        $shown = @'
            foreach ($object in $objects) {
                foreach ($text in ($object | Format-Table | Out-String -Width 400), ($object | Format-List | Out-String -Width 400), ($object | Out-String -Width 400)) {
                    "$($object.PSTypeNames[0]): $($text -cmatch $power) $($text -cmatch '(?m)^c') $($text -cmatch 'a\\u')"
                }
            }
'@
    }

    It 'is shown as its codes in every view of a session of <_>' -ForEach 'FullLanguage', 'ConstrainedLanguage' {
        $lines = Invoke-Fresh "Import-Module `$Manifest; $hostile; `$ExecutionContext.SessionState.LanguageMode = '$_'; $shown"
        $lines.Count | Should -BeGreaterThan 60
        # The tables of forecasts have no text but words of ours and a currency of three letters.
        $lines | Where-Object { $_ -notmatch ': False False True$' -and $_ -notmatch '^Rimuru.CostForecast(#Converted)?: False False False$' } | Should -BeNullOrEmpty
    }

    It 'stays exact in the object' {
        $record = [Rimuru.CostRecord]@{ Model = "a`e[31m" }
        $record | Format-Table | Out-String | Should -Not -Match "`e"
        $record.Model | Should -BeExactly "a`e[31m"
        ($record | ConvertTo-Json | ConvertFrom-Json).Model | Should -BeExactly "a`e[31m"
    }

    It 'is completed exactly, and offered without its power' {
        $name = "it`u{2019}s`e[31m"
        $own = (New-Item -ItemType Directory "$TestDrive/escaped").FullName
        $null = New-Item -ItemType Directory "$own/repository", "$own/.claude/projects/-w"
        Set-Content "$own/repository/.git" "gitdir: /x/$name/.git/worktrees/a"
        $record = @{ type = 'assistant'; sessionId = 'one'; timestamp = '2026-07-01T10:00:00.000Z'; requestId = 'r'; cwd = "$own/repository"; message = @{ id = 'm'; role = 'assistant'; model = 'claude-opus-4-5'; usage = @{ input_tokens = 1; output_tokens = 1 } } }
        $record | ConvertTo-Json -Compress | Set-Content "$own/.claude/projects/-w/one.jsonl"
        (Get-RimuruSession -HomePath $own).Project | Should -BeExactly $name
        $offer = (TabExpansion2 "Get-RimuruCost -HomePath '$own' -Project it").CompletionMatches
        $offer | Should -HaveCount 1
        $offer.ListItemText, $offer.ToolTip | Should -Be "it`u{2019}s\u001b[31m", "it`u{2019}s\u001b[31m"
        Invoke-Expression "Write-Output $($offer.CompletionText)" | Should -BeExactly $name
    }
}

Describe 'A word of a line' {
    It 'is read by PowerShell as the text that it stands for' {
        $null = Get-RimuruCost
        $core = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Rimuru.Core' } | Select-Object -Last 1
        $of = $core.GetType('Rimuru.Core.Display.ShellWord').GetMethod('Of')
        $random = [Random]::new(1)
        $marks = "'`u{2018}`u{2019}`u{201a}`u{201b}`"`u{201c}`$@(){}[],;|&<>#%\/-.:_ ``~a1`n`t".ToCharArray()
        foreach ($round in 1..500) {
            $text = -join (0..$random.Next(6) | ForEach-Object { $marks[$random.Next($marks.Length)] })
            Invoke-Expression "Write-Output -InputObject $($of.Invoke($null, @($text)))" | Should -BeExactly $text
        }
    }
}

Describe 'A former name' {
    It 'answers, and is listed nowhere' {
        $session = (Get-RimuruSession)[0]
        $session.Model | Should -Be $session.Models
        $session.CacheWriteTokens | Should -Be ($session.CacheWrite5mTokens + $session.CacheWrite1hTokens)
        ($session | ConvertTo-Json | ConvertFrom-Json).PSObject.Properties.Name | Should -Not -Contain 'Model'
        ($session | ConvertTo-Csv)[0] | Should -Not -Match '"Model"'
        (Get-RimuruAgent ClaudeCode).Root | Should -Be (Get-RimuruAgent ClaudeCode).Roots
    }
}
