-- name: recorded
select
    age_band,
    sex,
    count(*) as records,
    count(weapon) as weapon,
    count(relationship) as relationship,
    count(alcohol) as alcohol,
    count(reported) as reported
from incident
where dataset = $dataset
    and violence = 1
    and month between $first and $last
group by
    age_band,
    sex
order by
    age_band,
    sex
