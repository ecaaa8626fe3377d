# Budgets over the sample home, whose usage is of the present month and older.
BeforeDiscovery {
    . "$PSScriptRoot/Support.ps1"
    $page = Get-Content -Raw "$Root/docs/budgets.md"
    $blocks = foreach ($match in [regex]::Matches($page, '(?ms)^```powershell\r?\n(.*?)^```')) { @{ Code = $match.Groups[1].Value } }
}
BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module $Manifest -Force
}

Describe 'Budget cmdlets' {
    BeforeEach {
        $sample = New-SampleHome "$TestDrive/$([guid]::NewGuid().ToString('N'))"
        $PSDefaultParameterValues = @{ '*-Rimuru*:HomePath' = $sample }
        $null = Sync-RimuruSession
        $spent = (Get-RimuruCost | Measure-RimuruCost).Sum
        Set-RimuruBudget over -Amount 0.01 -Window Total
        Set-RimuruBudget roomy -Amount 1000 -Window Total -Agent ClaudeCode, Co*
    }

    It 'give one status a budget, and an error for each that is exceeded' {
        $statuses = Test-RimuruBudget -ErrorAction SilentlyContinue -ErrorVariable failed
        $statuses | Should -BeOfType Rimuru.BudgetStatus
        $statuses.Name | Should -Be 'over', 'roomy'
        $statuses.State | Should -Be 'Exceeded', 'Ok'
        $statuses.Spent | Should -Be $spent, $spent
        $failed.FullyQualifiedErrorId | Should -Be 'E12001,Rimuru.Commands.TestRimuruBudgetCommand'
        $failed.CategoryInfo.Category | Should -Be 'LimitsExceeded'
        $failed.TargetObject.Name | Should -Be 'over'
        $failed.ErrorDetails.RecommendedAction | Should -Match 'Set-RimuruBudget'
    }

    It '-ErrorAction Stop ends a script at the first exceeded budget' {
        { Test-RimuruBudget -ErrorAction Stop } | Should -Throw '*The budget over has spent*' -ErrorId 'E12001,*'
        { Test-RimuruBudget roomy -ErrorAction Stop } | Should -Not -Throw
        $script = "Import-Module `$Manifest; `$null = Test-RimuruBudget -HomePath '$sample' -ErrorAction Stop; 'not reached'"
        { Invoke-Fresh $script } | Should -Throw 'exit code 1:*'
        try { Invoke-Fresh $script } catch { "$_" | Should -Not -Match "`nnot reached" }
    }

    It '-Quiet gives one Boolean and no error of a budget' {
        Test-RimuruBudget -Quiet -ErrorVariable failed | Should -BeExactly $false
        Test-RimuruBudget roomy -Quiet -ErrorVariable +failed | Should -BeExactly $true
        $failed | Should -BeNullOrEmpty
        Test-RimuruBudget roomy, nobody -Quiet -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeExactly $false
        $failed.FullyQualifiedErrorId | Should -Be 'E12004,Rimuru.Commands.TestRimuruBudgetCommand'
    }

    It 'test what is piped: budgets, names, deserialised budgets, and nothing' {
        (Get-RimuruBudget | Test-RimuruBudget -ErrorAction SilentlyContinue).Name | Should -Be 'over', 'roomy'
        ('roomy', 'ov*' | Test-RimuruBudget -ErrorAction SilentlyContinue).Name | Should -Be 'roomy', 'over'
        $far = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Get-RimuruBudget roomy)))
        $far.PSTypeNames | Should -Contain 'Deserialized.Rimuru.Budget'
        ($far | Test-RimuruBudget).Spent | Should -Be $spent
        $other = (Get-RimuruBudget roomy | ConvertTo-Json | ConvertFrom-Json)
        $other.Amount, $other.Agent = 0.02, @('Codex')
        $status = $other | Test-RimuruBudget -ErrorAction SilentlyContinue
        $status.Limit, $status.Spent | Should -Be 0.02, (Get-RimuruCost Codex | Measure-RimuruCost).Sum
        Get-RimuruBudget nobody* | Test-RimuruBudget | Should -BeNullOrEmpty
        Get-RimuruBudget nobody* | Test-RimuruBudget -Quiet | Should -BeExactly $true
    }

    It 'copy a budget that is piped, and change only what is given' {
        Get-RimuruBudget roomy | Set-RimuruBudget -HomePath (New-SampleHome "$TestDrive/other")
        $copy = Get-RimuruBudget -HomePath "$TestDrive/other"
        ($copy | ConvertTo-Json) | Should -Be (Get-RimuruBudget roomy | ConvertTo-Json)
        $changed = Set-RimuruBudget ROOMY -Window 5h -SoftPercent 10 -PassThru
        "$($changed.Name) $($changed.Amount) $($changed.Window) $($changed.SoftPercent) $($changed.Agent)" | Should -Be 'roomy 1000 FiveHours 10 ClaudeCode Co*'
        (Get-RimuruBudget).Count | Should -Be 2
    }

    It '-WhatIf changes nothing, and a pattern removes what it names' {
        Set-RimuruBudget third -Amount 1 -WhatIf
        Remove-RimuruBudget * -WhatIf
        (Get-RimuruBudget).Name | Should -Be 'over', 'roomy'
        (Remove-RimuruBudget r* -PassThru).Name | Should -Be 'roomy'
        Get-RimuruBudget over | Remove-RimuruBudget
        Get-RimuruBudget | Should -BeNullOrEmpty
        { Remove-RimuruBudget over -ErrorAction Stop } | Should -Throw -ErrorId 'E12004,*'
    }

    It 'show the names of a scope, also of one or none' {
        Set-RimuruBudget one -Amount 5 -Project recipe-box -WarningAction SilentlyContinue
        $table = Get-RimuruBudget over, one, roomy | Format-Table | Out-String -Width 120
        $table | Should -Match 'one .* recipe-box'
        $table | Should -Match 'ClaudeCode Co'
        $table | Should -Not -Match 'True|False'
    }

    It 'warn of a name in the scope that the ledger does not have' {
        Set-RimuruBudget shop -Amount 1 -Project gardn-log -WarningVariable warned -WarningAction SilentlyContinue
        $warned | Should -Match "no project 'gardn-log'"
        (Get-RimuruBudget shop).Project | Should -Be 'gardn-log'
        Set-RimuruBudget shop -Amount 1 -Project * -Branch mian -Provider antropic, openai -WarningVariable warned -WarningAction SilentlyContinue
        @($warned).Count | Should -Be 2
        "$warned" | Should -BeLike "*no branch 'mian'*no provider 'antropic'*Did you mean 'anthropic'*"
    }

    It 'complete names, windows and scopes' {
        $complete = { param($line) ([Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches).CompletionText }
        & $complete "Test-RimuruBudget -HomePath '$sample' -Name o" | Should -Be 'over'
        & $complete 'Set-RimuruBudget x -Window Fi' | Should -Be 'FiveHours'
        & $complete "Set-RimuruBudget x -HomePath '$sample' -Project gar" | Should -Be 'garden-log'
    }

    It 'count the file of a repository when it is named or trusted' {
        $repository = New-Item -ItemType Directory "$sample/repository/.git" -Force | Split-Path
        Set-Content "$repository/rimuru.budgets.yaml" "budgets:`n  tiny: { amount: 0.001, window: total, project: '*' }"
        $keep = $env:RIMURU_HOME
        $env:RIMURU_HOME = New-Item -ItemType Directory "$sample/own" -Force
        Push-Location $repository
        try {
            (Get-RimuruBudget -WarningAction SilentlyContinue -WarningVariable warned).Name | Should -Be 'over', 'roomy'
            $warned | Should -Match 'Set-RimuruBudget -TrustPath FILE trusts it'
            (Get-RimuruBudget -Path rimuru.budgets.yaml).Name | Should -Be 'over', 'roomy', 'tiny'
            Set-RimuruBudget -TrustPath rimuru.budgets.yaml
            Test-RimuruBudget tiny -Quiet | Should -BeExactly $false
            Remove-RimuruBudget -TrustPath rimuru.budgets.yaml
            (Get-RimuruBudget -WarningAction SilentlyContinue).Name | Should -Be 'over', 'roomy'
        }
        finally { Pop-Location; $env:RIMURU_HOME = $keep }
    }

    It 'run as the page shows: <Code>' -ForEach $blocks {
        Remove-RimuruBudget over
        Push-Location $sample
        try {
            Set-Content rimuru.budgets.yaml ([regex]::Match((Get-Content -Raw "$Root/docs/budgets.md"), '(?ms)^```yaml\r?\n(.*?)^```').Groups[1].Value)
            . ([scriptblock]::Create($Code)) | Should -Not -BeNullOrEmpty
        }
        finally { Pop-Location }
    }
}
